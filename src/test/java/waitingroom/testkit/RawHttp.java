package waitingroom.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sends bytes to a listener that a proper HTTP client would not. */
public final class RawHttp {
  private static final int PATIENCE_MILLIS = 15_000;

  private RawHttp() {}

  /** Sends a head of these lines, plus Host and Connection, and a body. */
  public static Answer send(URI base, String requestLine, List<String> headers, byte[] body) {
    StringBuilder head = new StringBuilder(requestLine).append("\r\n");
    head.append("Host: ").append(base.getAuthority()).append("\r\nConnection: close\r\n");
    headers.forEach(header -> head.append(header).append("\r\n"));
    if (body.length > 0) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.append("\r\n").toString().getBytes(ISO_8859_1));
    all.writeBytes(body);
    return exchange(base, all.toByteArray());
  }

  /** Sends these bytes, as far as the listener accepts them, and reads until it closes. */
  public static Answer exchange(URI base, byte[] bytes) {
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      writeAll(socket.getOutputStream(), bytes);
      return parse(readAll(socket.getInputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes all bytes, unless the listener refuses a long request by answering and closing early.
   */
  private static void writeAll(OutputStream stream, byte[] bytes) throws IOException {
    try {
      stream.write(bytes);
    } catch (SocketException cut) {
      // The answer came first.
    }
  }

  /**
   * Reads all bytes; a listener that refuses a long request may reset the connection after its
   * answer.
   */
  private static byte[] readAll(InputStream stream) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    try {
      for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
        all.write(buffer, 0, n);
      }
    } catch (SocketException cut) {
      // Whatever arrived before counts.
    }
    return all.toByteArray();
  }

  private static Answer parse(byte[] bytes) {
    String text = new String(bytes, ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      throw new AssertionError("No answer, but: " + text);
    }
    String[] lines = text.substring(0, end).split("\r\n", -1);
    Map<String, List<String>> headers = new HashMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      headers
          .computeIfAbsent(lines[i].substring(0, colon), name -> new ArrayList<>())
          .add(lines[i].substring(colon + 1).trim());
    }
    int status = Integer.parseInt(lines[0].split(" ", 3)[1]);
    return new Answer(status, headers, text.substring(end + 4).getBytes(ISO_8859_1));
  }
}
