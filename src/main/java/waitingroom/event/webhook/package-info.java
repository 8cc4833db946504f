/** Events pushed to the addresses that an administrator subscribed. */
@NullMarked
package waitingroom.event.webhook;

import org.jspecify.annotations.NullMarked;
