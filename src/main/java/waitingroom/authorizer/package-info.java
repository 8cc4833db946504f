/**
 * Whether an access token opens the door of a room. Plain Java: verdicts are made without an actor
 * system and without a message to anyone.
 */
@NullMarked
package waitingroom.authorizer;

import org.jspecify.annotations.NullMarked;
