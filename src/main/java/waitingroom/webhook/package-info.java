/** Events pushed to the addresses that an administrator subscribed. */
@NullMarked
package waitingroom.webhook;

import org.jspecify.annotations.NullMarked;
