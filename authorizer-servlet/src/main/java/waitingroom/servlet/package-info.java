/**
 * A servlet filter that lets those in whose turn it is. It verifies access tokens with the waiting
 * room's public keys and asks the waiting room for nothing else.
 */
@NullMarked
package waitingroom.servlet;

import org.jspecify.annotations.NullMarked;
