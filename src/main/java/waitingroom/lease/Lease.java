package waitingroom.lease;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;

/**
 * The lease as its row says.
 *
 * @param cluster random id of the cluster that has it
 * @param term grows when another member of that cluster takes over
 * @param holder unique address of the member that renews it
 * @param beat grows with each renewal
 * @param members addresses of the members of the cluster
 * @param place machine, network and address of the holder; empty if they cannot be told
 * @param keep for how long the members trust a beat
 * @param waitFor for how long another cluster must see no new beat before it may take the lease
 */
record Lease(
    UUID cluster,
    long term,
    String holder,
    long beat,
    Set<String> members,
    String place,
    Duration keep,
    Duration waitFor) {
  Lease {
    members = Set.copyOf(members);
  }

  /** Whether both are the same beat of the same holder. */
  boolean sameBeat(Lease other) {
    return cluster.equals(other.cluster) && term == other.term && beat == other.beat;
  }
}
