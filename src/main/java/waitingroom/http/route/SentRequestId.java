package waitingroom.http.route;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import waitingroom.room.RoomId;

/**
 * The request id that a request brings: in its query, in a header, or in the cookie of the place.
 * The first of these counts, even if it is wrong: what a client writes for this one request goes
 * before what its browser adds to all.
 *
 * <p>The id is a credential, and addresses get into logs, so our own pages send the header. A
 * cookie counts only where the browser does not say that another site's page sent it; and only
 * reads ask here, so that nobody can make a browser act for the place in its cookie.
 */
public final class SentRequestId {
  public static final String HEADER = "X-Waiting-Room-Request-Id";
  private static final String PARAMETER = "request_id";
  private static final String LOWER_CASE = HEADER.toLowerCase(Locale.ROOT);
  private static final String ALLOWED = "Access-Control-Allow-Headers";

  /** Spares pages of other origins a preflight before each poll. */
  private static final HttpHeader KEPT = RawHeader.create("Access-Control-Max-Age", "600");

  private SentRequestId() {}

  public static Optional<String> of(Exchange exchange) {
    return inQuery(exchange).or(() -> inHeader(exchange)).or(() -> inCookie(exchange));
  }

  /** The id in the query, which may be blank. */
  public static Optional<String> inQuery(Exchange exchange) {
    return exchange.lastQuery(PARAMETER);
  }

  /** The id in the header; a blank one is none, as a proxy leaves it that removes the value. */
  public static Optional<String> inHeader(Exchange exchange) {
    return exchange.header(HEADER).filter(value -> !value.isBlank());
  }

  /** The id in the cookie of the room that the query names. */
  private static Optional<String> inCookie(Exchange exchange) {
    if (exchange.isFromForeignPage()) {
      return Optional.empty();
    }
    return QueryParameter.EVENT_ID
        .sent(exchange)
        .flatMap(RoomId::parse)
        .flatMap(room -> BrowserCookies.value(exchange, cookieName(room)));
  }

  /**
   * The answer to a preflight, which also allows the header if the page wants to send it where it
   * is read. Others get what the original answers.
   */
  static HttpResponse allowed(HttpRequest request, Endpoint endpoint, HttpResponse preflight) {
    boolean wanted =
        request
            .getHeader("Access-Control-Request-Headers")
            .filter(asked -> asked.value().toLowerCase(Locale.ROOT).contains(LOWER_CASE))
            .isPresent();
    if (!wanted || endpoint.role() != null || !endpoint.method().equals("GET")) {
      return preflight;
    }
    String usual = preflight.getHeader(ALLOWED).map(HttpHeader::value).orElseThrow();
    return preflight
        .removeHeader(ALLOWED)
        .addHeaders(List.of(RawHeader.create(ALLOWED, usual + "," + HEADER), KEPT));
  }

  /** The name of the cookie in which the waiting pages keep a place. */
  public static String cookieName(RoomId room) {
    return "waiting_room_place_" + room.value();
  }
}
