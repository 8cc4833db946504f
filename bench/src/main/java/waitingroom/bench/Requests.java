package waitingroom.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Raw requests, as short as wrk's. */
final class Requests {
  private static final String HOST = "Host: 127.0.0.1\r\n";

  private Requests() {}

  static byte[] get(String target) {
    return bytes("GET " + target + " HTTP/1.1\r\n" + HOST + "\r\n");
  }

  /** Creates a GET with one more header. */
  static byte[] get(String target, String name, String value) {
    return bytes("GET " + target + " HTTP/1.1\r\n" + HOST + name + ": " + value + "\r\n\r\n");
  }

  /** Creates a POST with a body of ASCII JSON. */
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
