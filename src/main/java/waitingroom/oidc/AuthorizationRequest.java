package waitingroom.oidc;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A client's valid request that waits for the visitor's turn. Meanwhile it is kept, sealed, in the
 * visitor's browser.
 *
 * @param clientId the room
 * @param state returned unchanged, null when there was none
 * @param nonce for the id token, null when there was none
 * @param challenge null without PKCE
 */
public record AuthorizationRequest(
    String clientId,
    String redirectUri,
    List<String> scopes,
    @Nullable String state,
    @Nullable String nonce,
    @Nullable CodeChallenge challenge) {
  private static final int NONCE_CHARS_MAX = 256;

  /**
   * Checks everything but client and redirect URI, which the caller has checked: from here on
   * errors go to the client.
   *
   * @param parameter looks up a request parameter, empty when absent
   * @throws OAuthRefusal by RFC 6749, section 4.1.2.1
   */
  public static AuthorizationRequest checked(
      String clientId,
      String redirectUri,
      Client client,
      Function<String, Optional<String>> parameter) {
    refuseWhatIsNotSupported(parameter);
    Scopes asked = Scopes.asked(parameter.apply("scope").orElse(""));
    return new AuthorizationRequest(
        clientId,
        redirectUri,
        asked.allowedBy(client.scopes()).values(),
        bounded(parameter, "state", Returning.STATE_CHARS_MAX),
        bounded(parameter, "nonce", NONCE_CHARS_MAX),
        challenge(client, parameter));
  }

  private static void refuseWhatIsNotSupported(Function<String, Optional<String>> parameter) {
    if (parameter.apply("request").isPresent()) {
      throw new OAuthRefusal(OAuthError.REQUEST_NOT_SUPPORTED, "Send plain parameters");
    }
    if (parameter.apply("request_uri").isPresent()) {
      throw new OAuthRefusal(OAuthError.REQUEST_URI_NOT_SUPPORTED, "Send plain parameters");
    }
    if (parameter.apply("response_type").isEmpty()) {
      throw new OAuthRefusal(OAuthError.INVALID_REQUEST, "response_type is missing: send code");
    }
    if (!parameter.apply("response_type").get().equals("code")) {
      throw new OAuthRefusal(OAuthError.UNSUPPORTED_RESPONSE_TYPE, "response_type must be code");
    }
    if (!parameter.apply("response_mode").orElse("query").equals("query")) {
      throw new OAuthRefusal(OAuthError.INVALID_REQUEST, "response_mode must be query");
    }
  }

  private static @Nullable CodeChallenge challenge(
      Client client, Function<String, Optional<String>> parameter) {
    Optional<String> challenge = parameter.apply("code_challenge");
    if (challenge.isEmpty()) {
      if (client.isPublic() || parameter.apply("code_challenge_method").isPresent()) {
        throw new OAuthRefusal(
            OAuthError.INVALID_REQUEST, "code_challenge is missing: a public client needs PKCE");
      }
      return null;
    }
    if (!parameter.apply("code_challenge_method").orElse("plain").equals("S256")) {
      throw new OAuthRefusal(OAuthError.INVALID_REQUEST, "code_challenge_method must be S256");
    }
    try {
      return new CodeChallenge(challenge.get());
    } catch (IllegalArgumentException malformed) {
      throw new OAuthRefusal(
          OAuthError.INVALID_REQUEST, "code_challenge must be the base64url of a SHA-256");
    }
  }

  private static @Nullable String bounded(
      Function<String, Optional<String>> parameter, String name, int charsMax) {
    String value = parameter.apply(name).orElse(null);
    if (value != null
        && (value.length() > charsMax || value.chars().anyMatch(Character::isISOControl))) {
      throw new OAuthRefusal(
          OAuthError.INVALID_REQUEST,
          name + " must have at most " + charsMax + " characters, none of them control characters");
    }
    return value;
  }
}
