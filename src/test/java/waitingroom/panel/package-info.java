/** Control panel, tested in a real browser. */
@NullMarked
package waitingroom.panel;

import org.jspecify.annotations.NullMarked;
