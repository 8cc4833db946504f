/**
 * The public beacon of draws: rounds of a drand chain, their moments and their signatures. Pure;
 * {@code beacon.relay} fetches.
 */
@NullMarked
package waitingroom.beacon;

import org.jspecify.annotations.NullMarked;
