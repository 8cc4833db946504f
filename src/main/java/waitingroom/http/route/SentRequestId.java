package waitingroom.http.route;

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

  /** The name of the cookie in which the waiting pages keep a place. */
  public static String cookieName(RoomId room) {
    return "waiting_room_place_" + room.value();
  }
}
