/**
 * Decides whether an access token grants access to a room. Plain Java, without an actor system or
 * messages.
 */
@NullMarked
package waitingroom.authorizer;

import org.jspecify.annotations.NullMarked;
