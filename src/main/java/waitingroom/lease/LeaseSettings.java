package waitingroom.lease;

import java.time.Duration;

/**
 * Settings of the lease.
 *
 * @param renewEvery interval at which every member reads the row and the holder renews it
 * @param keepExtra how much longer a beat is trusted than the cluster needs to give up a member
 * @param waitExtra how much longer another cluster waits than the members trust a beat
 * @param stopAfter time from the loss of the lease to the end of the node
 */
public record LeaseSettings(
    Duration renewEvery, Duration keepExtra, Duration waitExtra, Duration stopAfter) {}
