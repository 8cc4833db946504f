/**
 * Request ids: minting and verifying the signed tickets that hold a position. Keys are handed in;
 * this package does not know rooms.
 */
@NullMarked
package waitingroom.ticket;

import org.jspecify.annotations.NullMarked;
