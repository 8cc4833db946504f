package waitingroom.http.admin;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import waitingroom.http.route.Exchange;

/**
 * Tells requests of this listener's own pages from those of other sites' pages, by the headers that
 * browsers send: {@code Sec-Fetch-Site} (W3C Fetch Metadata) and {@code Origin} (RFC 6454). Other
 * clients send neither.
 *
 * @param origin of our pages; empty: any with the host of the request
 */
record OwnPages(Optional<String> origin) {

  boolean sent(Exchange exchange) {
    return exchange.header("Sec-Fetch-Site").map("same-origin"::equals).orElse(true)
        && exchange.header("Origin").map(given -> isOurs(given, exchange)).orElse(true);
  }

  private boolean isOurs(String given, Exchange exchange) {
    return origin
        .map(ours -> ours.equalsIgnoreCase(given))
        .orElseGet(() -> exchange.host().filter(host -> fits(given, host)).isPresent());
  }

  /** Ignores the scheme: TLS may end in front of this listener. */
  private static boolean fits(String origin, String host) {
    URI uri;
    try {
      uri = URI.create(origin);
    } catch (IllegalArgumentException noAddress) {
      return false;
    }
    String authority = uri.getRawAuthority();
    return authority != null && authority.equalsIgnoreCase(withoutUsualPort(host, uri.getScheme()));
  }

  private static String withoutUsualPort(String host, @Nullable String scheme) {
    String port = "https".equals(scheme) ? ":443" : ":80";
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.endsWith(port) ? lower.substring(0, lower.length() - port.length()) : lower;
  }
}
