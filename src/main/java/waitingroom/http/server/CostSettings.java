package waitingroom.http.server;

import java.util.Map;
import waitingroom.http.route.Cost;

/**
 * Limits of calls that cost more than a poll.
 *
 * @param perClient calls per second of one client, by class; 0 or none: no limit
 * @param tokensPerPlace calls for tokens per second of one place; 0: no limit
 * @param tokensAtOnce calls for tokens of one place after a quiet period
 */
public record CostSettings(Map<Cost, Integer> perClient, int tokensPerPlace, int tokensAtOnce) {}
