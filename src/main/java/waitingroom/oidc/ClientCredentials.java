package waitingroom.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A client's id and secret as presented (RFC 6749, section 2.3.1).
 *
 * @param secret null when none was sent
 */
public record ClientCredentials(String clientId, @Nullable String secret) {
  private static final String BASIC = "Basic ";

  /** Longer than any client's: names of rooms and secrets have limits, each encoded twice. */
  private static final int HEADER_CHARS_MAX = 2048;

  /**
   * Reads the credentials of a token request: {@code client_secret_basic}, {@code
   * client_secret_post}, or only the id.
   *
   * @param authorization value of that header
   * @param form looks up a parameter
   * @throws OAuthRefusal when there are none or two kinds
   */
  public static ClientCredentials of(
      Optional<String> authorization, Function<String, Optional<String>> form) {
    Optional<String> clientId = form.apply("client_id");
    Optional<String> secret = form.apply("client_secret");
    if (authorization.isEmpty()) {
      return new ClientCredentials(
          clientId.orElseThrow(ClientCredentials::refused), secret.orElse(null));
    }
    ClientCredentials basic = basic(authorization.get());
    if (secret.isPresent()) {
      throw new OAuthRefusal(
          OAuthError.INVALID_REQUEST, "The client shows its secret twice: use one way");
    }
    if (clientId.isPresent() && !clientId.get().equals(basic.clientId())) {
      throw refused();
    }
    return basic;
  }

  /** Both parts are form-encoded before they are joined. */
  private static ClientCredentials basic(String header) {
    if (header.length() > HEADER_CHARS_MAX
        || !header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      throw refused();
    }
    try {
      String pair =
          new String(Base64.getDecoder().decode(header.substring(BASIC.length()).trim()), UTF_8);
      int colon = pair.indexOf(':');
      if (colon < 1) {
        throw refused();
      }
      String secret = URLDecoder.decode(pair.substring(colon + 1), UTF_8);
      return new ClientCredentials(
          URLDecoder.decode(pair.substring(0, colon), UTF_8), secret.isEmpty() ? null : secret);
    } catch (IllegalArgumentException malformed) {
      throw refused();
    }
  }

  /** Whether the secret is the client's, or there is none and the client is public. */
  public boolean proves(Client client) {
    SecretHash hash = client.secret();
    return hash == null ? secret == null : secret != null && hash.matches(secret);
  }

  /** The single refusal of clients. */
  public static OAuthRefusal refused() {
    return new OAuthRefusal(
        OAuthError.INVALID_CLIENT, "The client is unknown, or its credentials are wrong");
  }

  /** Omits the secret. */
  @Override
  public String toString() {
    return "ClientCredentials(" + clientId + ")";
  }
}
