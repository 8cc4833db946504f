package waitingroom.room;

import java.time.Duration;

/**
 * How often a room looks at what is due without anybody asking.
 *
 * @param lookEvery between two looks, unless the inlet answers for places that are free at once
 * @param expirySweep between two looks for positions to give up, unless the inlet wants it at once
 */
public record HousekeepingSettings(Duration lookEvery, Duration expirySweep) {}
