package waitingroom.page;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * The address to which visitors go on their turn.
 *
 * @param text an absolute http or https URL without user and fragment, or a path of this host
 */
public record Target(String text) {
  private static final String ROOM = "{event_id}";
  private static final String RULE =
      "target must be an http or https URL, or a path that begins with one /, without user and"
          + " fragment";

  /**
   * Parses a target.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static Target parse(String text) {
    URI uri = uri(text);
    boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
    boolean own = uri.getScheme() == null && text.startsWith("/") && !text.startsWith("//");
    if (!((web && uri.getHost() != null) || own)
        || uri.getRawUserInfo() != null
        || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(RULE);
    }
    return new Target(text);
  }

  private static URI uri(String text) {
    try {
      return new URI(text.replace(ROOM, "room"));
    } catch (URISyntaxException malformed) {
      throw new IllegalArgumentException(RULE, malformed);
    }
  }

  /** The address for one room. */
  public String of(String room) {
    return text.replace(ROOM, room);
  }

  /** Whether an address has the same origin. */
  public boolean covers(String address) {
    try {
      return parse(address).origin().equals(origin());
    } catch (IllegalArgumentException noTarget) {
      return false;
    }
  }

  /** Scheme, host and port in one spelling; empty for a path of this host. */
  public Optional<String> origin() {
    URI uri = uri(text);
    if (uri.getHost() == null) {
      return Optional.empty();
    }
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    boolean usual = uri.getPort() == -1 || uri.getPort() == (scheme.equals("https") ? 443 : 80);
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    return Optional.of(scheme + "://" + host + (usual ? "" : ":" + uri.getPort()));
  }
}
