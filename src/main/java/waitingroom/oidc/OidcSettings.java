package waitingroom.oidc;

import java.time.Duration;

/**
 * Settings of the OpenID provider.
 *
 * @param issuer claim {@code iss} of id tokens, and the base of all its addresses
 * @param codeLifetime whole seconds
 * @param clientsCachedFor the longest delay until another node sees a changed client
 */
public record OidcSettings(String issuer, Duration codeLifetime, Duration clientsCachedFor) {}
