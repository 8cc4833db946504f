/**
 * What moves the serving counter: one small strategy per file. Knows no room, no Akka and no clock.
 */
@NullMarked
package waitingroom.inlet;

import org.jspecify.annotations.NullMarked;
