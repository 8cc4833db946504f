package waitingroom.authorizer.check;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The redirect of browsers without a good token to the waiting page, and their way back.
 *
 * @param template URL or path; {@code {event_id}} in it becomes the room
 * @param returnHosts hosts to which browsers may be sent back, lower case, with the port unless it
 *     is the scheme's default; needed because clients can forge the headers that name the host
 */
public record WaitingPage(String template, Set<String> returnHosts) {
  private static final String ROOM = "{event_id}";

  /** Common servers read request lines up to 8 KB. */
  private static final int LOCATION_CHARS_MAX = 8000;

  public WaitingPage {
    returnHosts = Set.copyOf(returnHosts);
  }

  /** The address of the room's page on a host of its own. */
  public String location(String room, Function<String, Optional<String>> header) {
    return location(room, "", header);
  }

  /**
   * The address of the room's page, with {@code return_to} if the request came to an allowed host
   * or to that of the page, and if it is short enough for the servers on its way.
   *
   * @param room a valid event id
   * @param mount path under which a proxy serves the waiting room on the shop's own host; empty:
   *     none
   * @param header looks up the value of a request header
   */
  public String location(String room, String mount, Function<String, Optional<String>> header) {
    boolean mounted = !mount.isEmpty() && WebAddress.isOwnPath(template);
    String page = (mounted ? mount : "") + template.replace(ROOM, room);
    return wayBack(header, mounted)
        .filter(back -> back.length() <= LOCATION_CHARS_MAX)
        .map(back -> page + (page.indexOf('?') < 0 ? '?' : '&') + "return_to=" + encoded(back))
        .filter(whole -> whole.length() <= LOCATION_CHARS_MAX)
        .orElse(page);
  }

  private Optional<String> wayBack(Function<String, Optional<String>> header, boolean mounted) {
    return header
        .apply("X-Original-URL")
        .or(() -> forwarded(header))
        .flatMap(WebAddress::parse)
        .flatMap(from -> wayBack(from, mounted));
  }

  /** Without its host, the address leads to the page's own one, whatever the headers say. */
  private Optional<String> wayBack(WebAddress from, boolean mounted) {
    return allowed(from)
        ? Optional.of(from.text())
        : Optional.of(from.path()).filter(path -> mounted && WebAddress.isOwnPath(path));
  }

  private static Optional<String> forwarded(Function<String, Optional<String>> header) {
    String scheme = header.apply("X-Forwarded-Proto").map(WaitingPage::first).orElse("https");
    String target = header.apply("X-Forwarded-Uri").orElse("/");
    return header
        .apply("X-Forwarded-Host")
        .map(host -> scheme + "://" + first(host) + target)
        .filter(any -> target.startsWith("/"));
  }

  /** The element of a list that the proxy nearest to the client wrote. */
  private static String first(String list) {
    int comma = list.indexOf(',');
    return (comma < 0 ? list : list.substring(0, comma)).strip();
  }

  /** Whether browsers may be sent back to that address; only its scheme and host are judged. */
  public boolean allowed(String url) {
    return WebAddress.parse(url).filter(this::allowed).isPresent();
  }

  private boolean allowed(WebAddress address) {
    return returnHosts.contains(address.authority());
  }

  /** Bytes beyond ASCII arrive as one character each; in an address they are escaped. */
  private static String encoded(String back) {
    StringBuilder ascii = new StringBuilder(back.length() + 16);
    for (int i = 0; i < back.length(); i++) {
      char c = back.charAt(i);
      if (c >= 0x80 && c <= 0xff) {
        ascii.append('%').append(Integer.toHexString(c).toUpperCase(Locale.ROOT));
      } else {
        ascii.append(c);
      }
    }
    return URLEncoder.encode(ascii.toString(), StandardCharsets.UTF_8);
  }
}
