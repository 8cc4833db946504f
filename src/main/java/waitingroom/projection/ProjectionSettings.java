package waitingroom.projection;

import java.time.Duration;

/**
 * Settings of the projections.
 *
 * @param workers in the whole cluster, at least 1
 * @param idleAfter idle time after which a room's projections stop
 * @param keepStatistics retention of a minute of a room's history
 */
public record ProjectionSettings(int workers, Duration idleAfter, Duration keepStatistics) {}
