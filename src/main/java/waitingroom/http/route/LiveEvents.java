package waitingroom.http.route;

import akka.util.ByteString;

/**
 * What streams of the admin listener are made of: Server-Sent Events (WHATWG HTML, section 9.2).
 */
public final class LiveEvents {
  /** Says after how many milliseconds to come back. */
  public static final ByteString HEAD = ByteString.fromString("retry: 2000\n\n");

  /** Says that the connection lives, which browsers do not tell the page. */
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
