package waitingroom.oidc;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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

  /** Scheme and address before the port, the port, and the rest of an app's own address. */
  private static final Pattern ANY_PORT =
      Pattern.compile("(http://(?:127\\.0\\.0\\.1|\\[::1\\]))(?::([0-9]{1,5}))?((?:[/?].*)?)");

  private static final int PORT_MAX = 65_535;
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
   * Whether a request may name that address: this one, character by character, but with any port if
   * this is of the loopback interface, by number (RFC 8252, section 7.3). A native app listens on
   * the port that the system gives it. {@code localhost} may be resolved to something else (section
   * 8.3), so its port is fixed.
   */
  boolean covers(String asked) {
    if (asked.equals(value)) {
      return true;
    }
    if (asked.length() > CHARS_MAX) {
      return false;
    }
    Matcher own = ANY_PORT.matcher(value);
    Matcher other = ANY_PORT.matcher(asked);
    return own.matches()
        && other.matches()
        && isPort(other.group(2))
        && own.group(1).equals(other.group(1))
        && own.group(3).equals(other.group(3));
  }

  private static boolean isPort(@Nullable String digits) {
    return digits == null
        || (Integer.parseInt(digits) >= 1 && Integer.parseInt(digits) <= PORT_MAX);
  }

  /** The host, empty for an application's own scheme. */
  Optional<String> host() {
    return Optional.ofNullable(URI.create(value).getHost()).map(h -> h.toLowerCase(Locale.ROOT));
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
