/**
 * Request ids: minting and verifying the signed tickets that hold a position. Keys are handed in;
 * rooms are not known here.
 */
@NullMarked
package waitingroom.ticket;

import org.jspecify.annotations.NullMarked;
