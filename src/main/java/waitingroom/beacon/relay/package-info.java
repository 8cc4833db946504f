/** Relays of the public beacon, asked over HTTP within limits. */
@NullMarked
package waitingroom.beacon.relay;

import org.jspecify.annotations.NullMarked;
