/** The control panel, in a real browser. */
@NullMarked
package waitingroom.panel;

import org.jspecify.annotations.NullMarked;
