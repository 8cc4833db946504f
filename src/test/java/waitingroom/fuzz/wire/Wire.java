package waitingroom.fuzz.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends inputs to a port, each over a connection of its own. A request for {@code
 * /waiting-room/T<n>/} is answered with the address of {@code T<n>}, which shows who was answered.
 */
record Wire(int port) {
  private static final int PATIENCE_MILLIS = 10_000;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3}) ");
  private static final Pattern TAG = Pattern.compile("(?i)\\r\\nlocation: \\.\\./(T\\d+)\\r\\n");

  /** Sends the bytes and the end of the input, and reads to the end of the connection. */
  Seen send(byte[] input) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    boolean ended;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.setTcpNoDelay(true);
      try {
        socket.getOutputStream().write(input);
        socket.shutdownOutput();
      } catch (SocketException refusedEarly) {
        // The answer has come first.
      }
      ended = read(socket.getInputStream(), all);
    }
    String text = all.toString(ISO_8859_1);
    List<Integer> statuses = new ArrayList<>();
    Matcher status = STATUS.matcher(text);
    while (status.find()) {
      statuses.add(Integer.valueOf(status.group(1)));
    }
    return new Seen(statuses, tags(text), ended);
  }

  private static List<String> tags(String text) {
    List<String> tags = new ArrayList<>();
    Matcher tag = TAG.matcher(text);
    while (tag.find()) {
      tags.add(tag.group(1));
    }
    return tags;
  }

  private static boolean read(InputStream from, ByteArrayOutputStream all) throws IOException {
    byte[] buffer = new byte[8192];
    try {
      for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
        all.write(buffer, 0, n);
      }
      return true;
    } catch (SocketTimeoutException silence) {
      return false;
    } catch (SocketException cut) {
      return true;
    }
  }
}
