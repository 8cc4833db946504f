package waitingroom.lease;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Knowledge of a node when it reads the row.
 *
 * @param self its unique address
 * @param place its machine, network and address; empty if they cannot be told
 * @param candidate it may form a cluster now, or is the member that renews the lease of its cluster
 * @param members unique addresses of the members of its cluster; empty outside of one
 * @param known all that have been members since this node started
 * @param held the lease of its cluster as it was last accepted; null: none yet
 * @param unchanged time since the beat in the row was first seen here
 */
record LeaseView(
    String self,
    String place,
    boolean candidate,
    Set<String> members,
    Set<String> known,
    @Nullable Lease held,
    Duration unchanged) {
  LeaseView {
    members = Set.copyOf(members);
    known = Set.copyOf(known);
  }

  /** Whether the last accepted lease is of that cluster. */
  boolean holds(UUID cluster) {
    return held != null && held.cluster().equals(cluster);
  }
}
