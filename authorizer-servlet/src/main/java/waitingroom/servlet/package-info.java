/**
 * A servlet filter that admits visitors whose turn it is. It verifies access tokens with the
 * waiting room's public keys and needs nothing else from the waiting room.
 */
@NullMarked
package waitingroom.servlet;

import org.jspecify.annotations.NullMarked;
