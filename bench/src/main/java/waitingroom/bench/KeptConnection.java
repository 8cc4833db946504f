package waitingroom.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * Non-blocking keep-alive connection with one request at a time. It understands just enough HTTP
 * for our answers: a status and a {@code Content-Length} (RFC 9112).
 */
final class KeptConnection {
  private static final int ANSWER_BYTES_MAX = 1 << 15;
  private static final String LINE_END = "\r\n";

  /**
   * An HTTP response.
   *
   * @param head includes its last line end
   */
  record Received(int status, String head, String body) {
    boolean hasHeader(String name) {
      return valueOf(name, head) >= 0;
    }
  }

  private final InetSocketAddress server;
  private final Selector selector;
  private final ByteBuffer in = ByteBuffer.allocate(ANSWER_BYTES_MAX);
  private SocketChannel channel;
  private @Nullable ByteBuffer rest;

  KeptConnection(InetSocketAddress server, Selector selector) throws IOException {
    this.server = server;
    this.selector = selector;
    this.channel = connected();
  }

  private SocketChannel connected() throws IOException {
    SocketChannel opened = SocketChannel.open(server);
    opened.configureBlocking(false);
    opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
    opened.register(selector, SelectionKey.OP_READ, this);
    return opened;
  }

  /** Replaces the connection after a failure. */
  void reconnect() throws IOException {
    channel.close();
    in.clear();
    rest = null;
    channel = connected();
  }

  void send(byte[] request) throws IOException {
    rest = ByteBuffer.wrap(request);
    continueSending();
  }

  private void continueSending() throws IOException {
    ByteBuffer bytes = rest;
    if (bytes == null) {
      return;
    }
    channel.write(bytes);
    boolean sent = !bytes.hasRemaining();
    if (sent) {
      rest = null;
    }
    channel.register(
        selector, sent ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE, this);
  }

  /**
   * Sends and receives as much as the socket allows.
   *
   * @return the answer, or null while it is incomplete
   * @throws IOException also when the server closed the connection
   */
  @Nullable Received go() throws IOException {
    continueSending();
    if (channel.read(in) < 0) {
      throw new IOException("The server closed the connection");
    }
    return parsed();
  }

  private @Nullable Received parsed() throws IOException {
    String text = new String(in.array(), 0, in.position(), ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return null;
    }
    int start = end + 4;
    String head = text.substring(0, end + 2);
    int length = contentLength(head);
    if (start + length > ANSWER_BYTES_MAX) {
      throw new IOException("The answer is too long");
    }
    if (text.length() < start + length) {
      return null;
    }
    in.clear();
    return new Received(
        Integer.parseInt(text.substring(9, 12)), head, text.substring(start, start + length));
  }

  private static int contentLength(String head) throws IOException {
    int from = valueOf("Content-Length", head);
    if (from < 0) {
      throw new IOException("The answer has no Content-Length");
    }
    return Integer.parseInt(head.substring(from, head.indexOf(LINE_END, from)).strip());
  }

  /** Returns the index at which the value of a header begins, or -1 without that header. */
  private static int valueOf(String name, String head) {
    String start = name + ":";
    int line = 0;
    do {
      if (head.regionMatches(true, line, start, 0, start.length())) {
        return line + start.length();
      }
      line = head.indexOf(LINE_END, line) + LINE_END.length();
    } while (line < head.length());
    return -1;
  }

  void close() throws IOException {
    channel.close();
  }
}
