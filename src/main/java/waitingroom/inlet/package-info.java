/**
 * Inlets, which move the serving counter: one small strategy per file. Know no room, no Akka and no
 * clock.
 */
@NullMarked
package waitingroom.inlet;

import org.jspecify.annotations.NullMarked;
