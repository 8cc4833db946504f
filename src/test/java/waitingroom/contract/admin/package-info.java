/** Contract tests over HTTP: sign-in, access and audit. */
@NullMarked
package waitingroom.contract.admin;

import org.jspecify.annotations.NullMarked;
