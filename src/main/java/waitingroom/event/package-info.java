/** What happens in the rooms and with the alarms, as CloudEvents for other systems. */
@NullMarked
package waitingroom.event;

import org.jspecify.annotations.NullMarked;
