/** Ports, TLS and limits of the listeners, and answers to malformed requests. */
@NullMarked
package waitingroom.http.server;

import org.jspecify.annotations.NullMarked;
