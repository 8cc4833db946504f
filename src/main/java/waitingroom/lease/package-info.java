/**
 * Lease of the keyspace: of two clusters of nodes that do not see each other, one serves. {@link
 * waitingroom.lease.LeaseRule} decides, {@link waitingroom.lease.LeaseKeeper} reads and renews the
 * row, {@link waitingroom.lease.LeaseBoard} tells the rest of the node. ADR 0032 has the
 * interleavings.
 */
@NullMarked
package waitingroom.lease;

import org.jspecify.annotations.NullMarked;
