/** Contract tests over HTTP: the OpenID provider. */
@NullMarked
package waitingroom.contract.oidc;

import org.jspecify.annotations.NullMarked;
