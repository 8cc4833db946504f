package waitingroom.access.signin;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import waitingroom.access.BearerSettings;
import waitingroom.access.BearerTokens;
import waitingroom.outbound.OutboundClient;

/**
 * The metadata of an identity provider (OpenID Connect Discovery 1.0).
 *
 * @param secretInBody whether the client's secret goes into the form rather than a header
 * @param idTokens verifies its ID tokens
 */
record OpenIdProvider(
    URI authorizationEndpoint, URI tokenEndpoint, boolean secretInBody, BearerTokens idTokens) {
  /** The shortest time between two fetches of its keys because of unknown ones. */
  private static final Duration KEYS_EVERY = Duration.ofSeconds(5);

  /**
   * Reads a discovery document.
   *
   * @throws IdentityProviderFailure when a member is missing or the issuer is another
   */
  static OpenIdProvider of(
      Map<String, Object> document, OpenIdSettings settings, OutboundClient http, Clock clock) {
    String issuer = text(document, "issuer");
    if (!issuer.equals(settings.issuer())) {
      throw new IdentityProviderFailure(
          "The identity provider calls itself %s: if that is right, set waiting-room.admin.openid.issuer to it"
              .formatted(issuer));
    }
    URI keys = address(document, "jwks_uri");
    return new OpenIdProvider(
        address(document, "authorization_endpoint"),
        address(document, "token_endpoint"),
        wantsSecretInBody(document.get("token_endpoint_auth_methods_supported")),
        new BearerTokens(
            new BearerSettings(
                issuer,
                settings.clientId(),
                settings.groupsClaim(),
                settings.groups(),
                new BearerSettings.JwksUrl(keys)),
            http,
            KEYS_EVERY,
            clock));
  }

  private static boolean wantsSecretInBody(@Nullable Object methods) {
    return methods instanceof List<?> all
        && !all.contains("client_secret_basic")
        && all.contains("client_secret_post");
  }

  private static URI address(Map<String, Object> document, String name) {
    String text = text(document, name);
    try {
      // Its constructor refuses addresses that are neither https nor on this machine.
      return new BearerSettings.JwksUrl(URI.create(text)).url();
    } catch (IllegalArgumentException e) {
      throw new IdentityProviderFailure(
          "The identity provider has an unusable %s: %s".formatted(name, e.getMessage()));
    }
  }

  private static String text(Map<String, Object> document, String name) {
    if (document.get(name) instanceof String text) {
      return text;
    }
    throw new IdentityProviderFailure("The identity provider does not say its " + name);
  }
}
