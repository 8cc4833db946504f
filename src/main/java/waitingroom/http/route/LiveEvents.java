package waitingroom.http.route;

import akka.util.ByteString;

/** Parts of the admin listener's streams: Server-Sent Events (WHATWG HTML, section 9.2). */
public final class LiveEvents {
  /** Tells browsers after how many milliseconds to reconnect. */
  public static final ByteString HEAD = ByteString.fromString("retry: 2000\n\n");

  /** Keeps the connection alive; browsers do not pass it on to the page. */
  public static final ByteString COMMENT = ByteString.fromString(":\n\n");

  private static final ByteString END = ByteString.fromString("\n\n");

  private LiveEvents() {}

  /** An event with a document as its data. */
  public static ByteString event(String name, Object document) {
    return ByteString.fromString("event: " + name + "\ndata: ")
        .concat(Json.bytes(document))
        .concat(END);
  }
}
