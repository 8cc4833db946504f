/** Contract tests over HTTP: events and webhooks. */
@NullMarked
package waitingroom.contract.event;

import org.jspecify.annotations.NullMarked;
