package waitingroom.page;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way of a visitor whose turn it is.
 *
 * @param location where to; null when nobody has said where
 * @param fields what to POST there; empty: go there
 * @param cookie what to set before, as {@code Set-Cookie} has it (RFC 6265)
 */
public record Onward(
    @Nullable String location, Map<String, String> fields, Optional<String> cookie) {

  /**
   * The token that is taken along.
   *
   * @param expiresIn seconds
   * @param cookieName of the cookie where it travels in one
   * @param secure whether that cookie is for TLS only
   */
  public record Token(String text, long expiresIn, String cookieName, boolean secure) {

    private Map<String, String> fields() {
      Map<String, String> fields = new LinkedHashMap<>();
      fields.put("access_token", text);
      fields.put("token_type", "Bearer");
      fields.put("expires_in", Long.toString(expiresIn));
      return fields;
    }

    /** No script needs it: the browser sends it along. */
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

  /** The way to that address, as the room's page is designed. */
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
