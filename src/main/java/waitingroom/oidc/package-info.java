/**
 * The OpenID provider without HTTP: its clients ({@link waitingroom.oidc.Clients}), their requests
 * ({@link waitingroom.oidc.AuthorizationRequest}), and the codes that they exchange for tokens
 * ({@link waitingroom.oidc.AuthorizationCode}, {@link waitingroom.oidc.SpentCodes}).
 */
@NullMarked
package waitingroom.oidc;

import org.jspecify.annotations.NullMarked;
