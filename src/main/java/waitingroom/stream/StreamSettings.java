package waitingroom.stream;

import java.time.Duration;

/**
 * How much streams say and how many there may be.
 *
 * @param every the shortest time between two lines of a room, 100 ms to 1 min
 * @param heartbeat after how much silence something is sent all the same, 1 s to 50 s
 * @param max streams that may be open on a node, 1 to 1,000,000
 */
public record StreamSettings(Duration every, Duration heartbeat, int max) {}
