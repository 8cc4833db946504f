package waitingroom.access;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * Settings for bearer tokens on the admin listener.
 *
 * @param issuer exact {@code iss} of the tokens
 * @param audience must be among the {@code aud} of a token
 * @param roleClaim the claim that holds the roles: a name, or a path of names with dots between,
 *     such as {@code realm_access.roles}
 * @param roleValues our roles by the issuer's names
 */
public record BearerSettings(
    String issuer, String audience, String roleClaim, Map<String, Role> roleValues, Keys keys) {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /** The location of the issuer's public keys. */
  public sealed interface Keys {}

  /** A JSON Web Key Set in a file, reloaded when it changes. */
  public record JwksFile(Path path) implements Keys {}

  /** A JSON Web Key Set behind https, fetched again when a token names an unknown key. */
  public record JwksUrl(URI url) implements Keys {
    public JwksUrl {
      boolean loopback = "http".equals(url.getScheme()) && LOOPBACK.contains(url.getHost());
      if (!loopback && !"https".equals(url.getScheme())) {
        throw new IllegalArgumentException(
            "The keys of a token issuer cannot be trusted over " + url + ": use an https address");
      }
    }
  }

  public BearerSettings {
    require("issuer", issuer);
    require("audience", audience);
    require("role claim", roleClaim);
    roleValues = Map.copyOf(roleValues);
  }

  private static void require(String what, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(
          "The " + what + " of bearer tokens is empty: set it, or leave bearer tokens out");
    }
  }
}
