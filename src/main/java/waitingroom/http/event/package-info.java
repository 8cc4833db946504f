/** The events API: streams and webhook subscriptions. */
@NullMarked
package waitingroom.http.event;

import org.jspecify.annotations.NullMarked;
