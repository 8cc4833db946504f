/**
 * The sockets of a listener that speaks plain HTTP/1.1: Netty's event loops read and write them,
 * and Akka HTTP's streams run on the same threads, so that a request answered from memory never
 * changes threads (ADR 0022). Knows nothing of rooms.
 */
@NullMarked
package waitingroom.http.transport;

import org.jspecify.annotations.NullMarked;
