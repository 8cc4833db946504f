/** Events of rooms and alarms as CloudEvents for other systems. */
@NullMarked
package waitingroom.event;

import org.jspecify.annotations.NullMarked;
