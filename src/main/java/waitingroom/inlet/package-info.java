/** What moves the serving counter of a room by itself, and what holds it. Knows no Akka. */
@NullMarked
package waitingroom.inlet;

import org.jspecify.annotations.NullMarked;
