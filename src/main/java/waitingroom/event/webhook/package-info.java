/** Webhooks: delivery of events to the URLs that an administrator subscribed. */
@NullMarked
package waitingroom.event.webhook;

import org.jspecify.annotations.NullMarked;
