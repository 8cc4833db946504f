package waitingroom.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Sends requests over one connection after another, pipelined where their ends are unambiguous. */
final class Lane {
  private static final int PATIENCE_MILLIS = 30_000;
  private static final int HEAD_BYTES_MAX = 64 * 1024;

  /**
   * An answer to a request.
   *
   * @param head status line and headers
   */
  record Reply(FuzzedRequest request, int status, String head, String body) {
    boolean closes() {
      return head.toLowerCase(Locale.ROOT).contains("\r\nconnection: close");
    }
  }

  private final int port;

  Lane(int port) {
    this.port = port;
  }

  /**
   * Pipelines requests that are not {@code alone} and returns the answers. If the listener closes
   * the connection after an answer, the rest is sent again over a new one.
   *
   * @throws IOException when a request gets no answer
   */
  List<Reply> pipelined(List<FuzzedRequest> requests) throws IOException {
    List<Reply> replies = new ArrayList<>();
    while (replies.size() < requests.size()) {
      int before = replies.size();
      try (Socket socket = connect()) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (FuzzedRequest request : requests.subList(before, requests.size())) {
          all.writeBytes(request.bytes());
        }
        socket.getOutputStream().write(all.toByteArray());
        read(socket, requests, replies);
      } catch (IOException cut) {
        if (replies.size() == before) {
          replies.add(alone(requests.get(before)));
        }
      }
    }
    return replies;
  }

  private static void read(Socket socket, List<FuzzedRequest> requests, List<Reply> replies)
      throws IOException {
    InputStream in = new BufferedInputStream(socket.getInputStream());
    while (replies.size() < requests.size()) {
      Reply reply = reply(in, requests.get(replies.size()));
      if (reply == null) {
        throw new IOException("closed without an answer");
      }
      replies.add(reply);
      if (reply.closes()) {
        return;
      }
    }
  }

  private Reply alone(FuzzedRequest request) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request.bytes());
      Reply reply = reply(new BufferedInputStream(socket.getInputStream()), request);
      if (reply == null) {
        throw new IOException("No answer to: " + request);
      }
      return reply;
    }
  }

  /**
   * The answer to a request with an ambiguous end; null when the connection was closed without one.
   */
  @Nullable Reply broken(FuzzedRequest request) {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request.bytes());
      socket.shutdownOutput();
      return reply(new BufferedInputStream(socket.getInputStream()), request);
    } catch (IOException cut) {
      return null;
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    return socket;
  }

  private static @Nullable Reply reply(InputStream in, FuzzedRequest request) throws IOException {
    String head = head(in);
    if (head.isEmpty()) {
      return null;
    }
    if (!head.startsWith("HTTP/1.1 ")) {
      return new Reply(request, 0, head, ""); // HTTP/2 or unknown
    }
    int status = Integer.parseInt(head.substring(9, 12));
    if (status < 200) {
      return reply(in, request);
    }
    // An endless stream counts as no answer.
    boolean bodiless =
        request.method().equals("HEAD")
            || status == 204
            || status == 304
            || head.contains("text/event-stream");
    String body = bodiless ? "" : new String(in.readNBytes(length(head)), ISO_8859_1);
    return new Reply(request, status, head, body);
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (!endsHead(head) && head.length() < HEAD_BYTES_MAX) {
      int next = in.read();
      if (next < 0) {
        return head.toString();
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static boolean endsHead(StringBuilder head) {
    int length = head.length();
    return length >= 4 && head.substring(length - 4).equals("\r\n\r\n");
  }

  private static int length(String head) throws IOException {
    String lower = head.toLowerCase(Locale.ROOT);
    int at = lower.indexOf("\r\ncontent-length: ");
    if (at < 0) {
      throw new IOException("An answer without a length: " + head);
    }
    int from = at + "\r\ncontent-length: ".length();
    return Integer.parseInt(lower.substring(from, lower.indexOf("\r\n", from)));
  }
}
