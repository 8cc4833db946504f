package waitingroom.stream;

import akka.util.ByteString;
import org.jspecify.annotations.Nullable;
import waitingroom.room.Place;

/** Events for single listeners, as Server-Sent Events (WHATWG HTML, section 9.2). */
final class ServerSentEvents {
  /** The reconnection time of clients, in milliseconds. */
  static final ByteString RETRY = ByteString.fromString("retry: 3000\n\n");

  static final ByteString COMMENT = ByteString.fromString(":\n\n");
  static final ByteString EXPIRED = event("expired", "{}");
  static final ByteString UNKNOWN = event("unknown", "{}");
  static final ByteString CLOSED = event("closed", "{}");

  private ServerSentEvents() {}

  /**
   * @param wallMillis the server's time, by which a page counts down to times of a line
   */
  static ByteString place(Place place, long wallMillis) {
    return event(
        "place",
        "{\"position\": %s, \"entry_time\": %s, \"server_time_ms\": %s}"
            .formatted(place.position(), place.enteredAt(), wallMillis));
  }

  /**
   * @param expiresIn seconds left to fetch the token; null: no limit
   */
  static ByteString served(@Nullable Long expiresIn) {
    return event("served", "{\"expires_in\": " + expiresIn + "}");
  }

  private static ByteString event(String name, String data) {
    return ByteString.fromString("event: " + name + "\ndata: " + data + "\n\n");
  }
}
