package waitingroom.page;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way onward for a visitor whose turn it is.
 *
 * @param location the target; null when none is configured
 * @param fields form fields to POST there; empty: navigate there
 * @param cookie value of a {@code Set-Cookie} header to send first (RFC 6265)
 */
public record Onward(
    @Nullable String location, Map<String, String> fields, Optional<String> cookie) {

  /**
   * The token to hand over.
   *
   * @param expiresIn seconds
   * @param cookieName for the hand-over by cookie
   */
  public record Token(String text, long expiresIn, String cookieName, boolean secure) {

    private Map<String, String> fields() {
      Map<String, String> fields = new LinkedHashMap<>();
      fields.put("access_token", text);
      fields.put("token_type", "Bearer");
      fields.put("expires_in", Long.toString(expiresIn));
      return fields;
    }

    /** {@code HttpOnly}: no script needs it. */
    private String cookie(@Nullable String domain) {
      return cookieName
          + "="
          + text
          + "; Path=/; Max-Age="
          + expiresIn
          + (domain == null ? "" : "; Domain=" + domain)
          + "; HttpOnly; SameSite=Lax"
          + (secure ? "; Secure" : "");
    }
  }

  /** The way to that address by the hand-over of the room's design. */
  public static Onward to(@Nullable String location, PageDesign design, Token token) {
    if (location == null || design.handOver() == HandOver.COOKIE) {
      return new Onward(location, Map.of(), Optional.of(token.cookie(design.cookieDomain())));
    }
    if (design.handOver() == HandOver.FORM) {
      return new Onward(location, token.fields(), Optional.empty());
    }
    StringBuilder fragment = new StringBuilder(location);
    token
        .fields()
        .forEach(
            (name, value) ->
                fragment
                    .append(fragment.indexOf("#") < 0 ? '#' : '&')
                    .append(name)
                    .append('=')
                    .append(value));
    return new Onward(fragment.toString(), Map.of(), Optional.empty());
  }
}
