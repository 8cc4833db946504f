package waitingroom.oidc;

import java.time.Duration;

/**
 * How the OpenID provider works.
 *
 * @param issuer claim {@code iss} of id tokens, and the base of all its addresses
 * @param codeLifetime how long a code may be exchanged, whole seconds
 * @param clientsCachedFor how long a change of a client may go unnoticed on another node
 */
public record OidcSettings(String issuer, Duration codeLifetime, Duration clientsCachedFor) {}
