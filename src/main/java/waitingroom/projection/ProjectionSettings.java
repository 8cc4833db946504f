package waitingroom.projection;

import java.time.Duration;

/**
 * How the tables are filled.
 *
 * @param workers that share the rooms, on all nodes together, at least 1
 * @param idleAfter without news for so long, a room's projections rest
 * @param keepStatistics how long a minute of a room's history is kept
 */
public record ProjectionSettings(int workers, Duration idleAfter, Duration keepStatistics) {}
