package waitingroom.lease;

import java.time.Duration;
import java.util.UUID;

/** Leases of which this node is the holder. */
record OwnLease(Membership membership, Duration keep, Duration waitFor) {
  /** The first term of a new cluster. */
  Lease first() {
    return of(UUID.randomUUID(), 1, 1);
  }

  /** The next beat. */
  Lease renewed(Lease row) {
    return of(row.cluster(), row.term(), row.beat() + 1);
  }

  /** The next term, after another member. */
  Lease succeeding(Lease row) {
    return of(row.cluster(), row.term() + 1, 1);
  }

  private Lease of(UUID cluster, long term, long beat) {
    return new Lease(
        cluster,
        term,
        membership.self(),
        beat,
        membership.addresses(),
        ProcessLocation.of(membership.selfAddress()),
        keep,
        waitFor);
  }
}
