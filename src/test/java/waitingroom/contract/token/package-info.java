/** Contract tests over HTTP: tokens, sessions and expiry. */
@NullMarked
package waitingroom.contract.token;

import org.jspecify.annotations.NullMarked;
