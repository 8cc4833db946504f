/**
 * The OpenID provider without HTTP: which clients there are ({@link waitingroom.oidc.Clients}),
 * what they may ask for ({@link waitingroom.oidc.AuthorizationRequest}), and the codes that they
 * exchange for tokens ({@link waitingroom.oidc.AuthorizationCode}, {@link
 * waitingroom.oidc.SpentCodes}).
 */
@NullMarked
package waitingroom.oidc;

import org.jspecify.annotations.NullMarked;
