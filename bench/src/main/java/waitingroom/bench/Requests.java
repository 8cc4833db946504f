package waitingroom.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** The bytes of requests, as short as wrk's. */
final class Requests {
  private static final String HOST = "Host: 127.0.0.1\r\n";

  private Requests() {}

  static byte[] get(String target) {
    return bytes("GET " + target + " HTTP/1.1\r\n" + HOST + "\r\n");
  }

  /** With a header more. */
  static byte[] get(String target, String name, String value) {
    return bytes("GET " + target + " HTTP/1.1\r\n" + HOST + name + ": " + value + "\r\n\r\n");
  }

  /** With JSON in ASCII. */
  static byte[] post(String target, String json) {
    return bytes(
        "POST "
            + target
            + " HTTP/1.1\r\n"
            + HOST
            + "Content-Type: application/json\r\nContent-Length: "
            + json.length()
            + "\r\n\r\n"
            + json);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
