package waitingroom.authorizer.check;

import java.net.URI;
import java.net.URISyntaxException;
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

  public WaitingPage {
    returnHosts = Set.copyOf(returnHosts);
  }

  /**
   * The address of the room's page, with {@code return_to} if the request came to an allowed host.
   *
   * @param room a valid event id
   * @param header looks up the value of a request header
   */
  public String location(String room, Function<String, Optional<String>> header) {
    String page = template.replace(ROOM, room);
    return wayBack(header)
        .map(
            back ->
                page
                    + (page.indexOf('?') < 0 ? '?' : '&')
                    + "return_to="
                    + URLEncoder.encode(back, StandardCharsets.UTF_8))
        .orElse(page);
  }

  private Optional<String> wayBack(Function<String, Optional<String>> header) {
    return header.apply("X-Original-URL").or(() -> forwarded(header)).filter(this::allowed);
  }

  private static Optional<String> forwarded(Function<String, Optional<String>> header) {
    Optional<String> host = header.apply("X-Forwarded-Host");
    if (host.isEmpty()) {
      return host;
    }
    String scheme = header.apply("X-Forwarded-Proto").orElse("https");
    String target = header.apply("X-Forwarded-Uri").orElse("/");
    return Optional.of(scheme + "://" + host.get() + target);
  }

  /** Whether browsers may be sent back to that address. */
  public boolean allowed(String url) {
    try {
      URI uri = new URI(url);
      String scheme = uri.getScheme();
      return ("https".equals(scheme) || "http".equals(scheme))
          && uri.getRawUserInfo() == null
          && uri.getHost() != null
          && returnHosts.contains(authority(uri, scheme));
    } catch (URISyntaxException malformed) {
      return false;
    }
  }

  private static String authority(URI uri, String scheme) {
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    boolean usual = uri.getPort() == -1 || uri.getPort() == (scheme.equals("https") ? 443 : 80);
    return usual ? host : host + ":" + uri.getPort();
  }
}
