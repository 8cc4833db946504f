package waitingroom.oidc;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Redirects of a visitor back to the client (RFC 6749, RFC 9207). */
public final class Returning {
  /** Keeps a sealed request short enough for a URL. */
  static final int STATE_CHARS_MAX = 1024;

  private Returning() {}

  /** Whether a state is returned: it is not too long for a URL, and text. */
  static boolean carries(String state) {
    return state.length() <= STATE_CHARS_MAX && state.chars().noneMatch(Character::isISOControl);
  }

  /** The redirect with a code. */
  public static String withCode(AuthorizationRequest request, String code, String issuer) {
    return RedirectUri.with(
        request.redirectUri(), "code=" + code + common(request.state(), issuer));
  }

  /** The redirect with an error; without a state that caused it. */
  public static String withError(
      String redirectUri, OAuthRefusal refusal, @Nullable String state, String issuer) {
    return RedirectUri.with(
        redirectUri,
        "error="
            + refusal.error().code()
            + "&error_description="
            + encoded(refusal.description())
            + common(state, issuer));
  }

  /** The redirect after the end of the session. */
  public static String afterLogout(String redirectUri, @Nullable String state) {
    return state == null || !carries(state)
        ? redirectUri
        : RedirectUri.with(redirectUri, "state=" + encoded(state));
  }

  private static String common(@Nullable String state, String issuer) {
    String returned = state != null && carries(state) ? "&state=" + encoded(state) : "";
    return returned + "&iss=" + encoded(issuer);
  }

  private static String encoded(String value) {
    // Only form decoding turns a plus sign into a space.
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
