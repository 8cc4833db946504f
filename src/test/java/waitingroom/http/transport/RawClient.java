package waitingroom.http.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Connection on which a test writes any bytes, and reads answers one by one. */
final class RawClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 10_000;
  private static final String LENGTH = "content-length: ";

  private final Socket socket = new Socket();
  private final InputStream from;

  RawClient(InetSocketAddress address) throws IOException {
    socket.setReceiveBufferSize(4096);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(address);
    from = new BufferedInputStream(socket.getInputStream());
  }

  void patience(int millis) throws IOException {
    socket.setSoTimeout(millis);
  }

  void send(String text) throws IOException {
    send(text.getBytes(ISO_8859_1));
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  void get(String path) throws IOException {
    send("GET " + path + " HTTP/1.1\r\nHost: shop.example\r\n\r\n");
  }

  /** Ends the output; the input stays open. */
  void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  /** Head and body of the next answer, which must have a {@code Content-Length}. */
  String answer() throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    while (!answer.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      answer.write(read());
    }
    String head = answer.toString(ISO_8859_1).toLowerCase(java.util.Locale.ROOT);
    int length = head.indexOf(LENGTH) + LENGTH.length();
    int body = Integer.parseInt(head.substring(length, head.indexOf("\r\n", length)));
    for (int i = 0; i < body; i++) {
      answer.write(read());
    }
    return answer.toString(ISO_8859_1);
  }

  private int read() throws IOException {
    int next = from.read();
    if (next < 0) {
      throw new IOException("The connection ended within an answer, or before it");
    }
    return next;
  }

  /** Waits for the server to end the connection; false if it sends more. */
  boolean ended() throws IOException {
    try {
      return from.read() < 0;
    } catch (java.net.SocketException reset) {
      return true;
    }
  }

  /** Reads and discards that many bytes. */
  void skip(int bytes) throws IOException {
    from.skipNBytes(bytes);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
