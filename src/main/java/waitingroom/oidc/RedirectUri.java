package waitingroom.oidc;

import java.net.URI;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A redirect URI of a client.
 *
 * @param value {@code https} with a host, {@code http} on the loopback interface, or an
 *     application's own scheme, a reversed domain name with a dot (RFC 8252, section 7); absolute,
 *     without user and fragment (RFC 6749, section 3.1.2); at most 512 ASCII characters
 */
public record RedirectUri(String value) {
  private static final int CHARS_MAX = 512;
  private static final Pattern PRINTABLE = Pattern.compile("[!-~]{1," + CHARS_MAX + "}");
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");
  private static final String RULE =
      " must be an absolute https URI, an http URI of 127.0.0.1, [::1] or localhost, or one of an"
          + " application's own scheme such as com.example.app:/back, without user and fragment,"
          + " of at most "
          + CHARS_MAX
          + " characters";

  /**
   * @throws IllegalArgumentException when the value breaks the rule
   */
  public RedirectUri {
    if (!PRINTABLE.matcher(value).matches() || !allowed(value)) {
      throw new IllegalArgumentException("The URI \"" + value + "\"" + RULE);
    }
  }

  private static boolean allowed(String value) {
    URI uri;
    try {
      uri = URI.create(value);
    } catch (IllegalArgumentException malformed) {
      return false;
    }
    if (uri.getScheme() == null || uri.getRawFragment() != null || uri.getRawUserInfo() != null) {
      return false;
    }
    return switch (uri.getScheme()) {
      case "https" -> uri.getHost() != null;
      case "http" -> uri.getHost() != null && LOOPBACK.contains(uri.getHost());
      // The dot excludes javascript:, data: and the like.
      default -> uri.getScheme().contains(".");
    };
  }

  /**
   * Appends parameters to the query of a URI.
   *
   * @param parameters alternating names and values, already encoded
   */
  static String with(String uri, String parameters) {
    return uri + (uri.contains("?") ? "&" : "?") + parameters;
  }
}
