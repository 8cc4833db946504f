package waitingroom.http.route;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.headers.RawHeader;
import java.time.Duration;
import java.util.Optional;

/**
 * The two sign-in cookies. Scripts cannot read them ({@code HttpOnly}). Over TLS their names begin
 * with {@code __Host-}, so a browser accepts them from this host alone (RFC 6265bis).
 *
 * @param secure true: browsers send them over TLS only
 */
public record BrowserCookies(boolean secure) {
  private static final String SESSION = "waiting_room_session";
  private static final String PENDING = "waiting_room_openid";

  /** The cookie set by {@link #session(String)}. */
  public Optional<String> session(Exchange exchange) {
    return value(exchange, named(SESSION));
  }

  /** The cookie set by {@link #pending(String, Duration)}. */
  public Optional<String> pending(Exchange exchange) {
    return value(exchange, named(PENDING));
  }

  /**
   * Signs a browser in until it is closed or the session ends. Pages of other sites cannot make the
   * browser send it.
   */
  public HttpHeader session(String id) {
    return set(SESSION, id, "Strict");
  }

  public HttpHeader noSession() {
    return set(SESSION, "", "Strict; Max-Age=0");
  }

  /** Lax: the browser must send it when it returns from the identity provider. */
  public HttpHeader pending(String sealed, Duration time) {
    return set(PENDING, sealed, "Lax; Max-Age=" + time.toSeconds());
  }

  public HttpHeader noPending() {
    return set(PENDING, "", "Lax; Max-Age=0");
  }

  private HttpHeader set(String name, String value, String sameSite) {
    return RawHeader.create(
        "Set-Cookie",
        named(name)
            + "="
            + value
            + "; Path=/; HttpOnly; "
            + (secure ? "Secure; " : "")
            + "SameSite="
            + sameSite);
  }

  private String named(String name) {
    return secure ? "__Host-" + name : name;
  }

  /** The cookie of that name, unless it is empty; the rest of a long header is only skimmed. */
  public static Optional<String> value(Exchange exchange, String name) {
    String all = exchange.header("Cookie").orElse("");
    String start = name + "=";
    for (int at = all.indexOf(start); at >= 0; at = all.indexOf(start, at + start.length())) {
      if (beginsCookie(all, at)) {
        int end = all.indexOf(';', at);
        String cookie = all.substring(at, end < 0 ? all.length() : end).trim();
        if (cookie.length() > start.length()) {
          return Optional.of(cookie.substring(start.length()));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean beginsCookie(String all, int at) {
    int before = at - 1;
    while (before >= 0 && all.charAt(before) <= ' ') {
      before--;
    }
    return before < 0 || all.charAt(before) == ';';
  }
}
