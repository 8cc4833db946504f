package waitingroom.fuzz.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import waitingroom.testkit.RawAnswers;

/**
 * Sends inputs to a port, each over a connection of its own. A request for {@code
 * /waiting-room/T<n>/} is answered with the address of {@code T<n>}, which shows who was answered.
 */
record Wire(int port) {
  private static final int PATIENCE_MILLIS = 10_000;
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
      ended = RawAnswers.read(socket.getInputStream(), all);
    }
    String text = all.toString(ISO_8859_1);
    return new Seen(RawAnswers.statuses(text), tags(text), ended);
  }

  private static List<String> tags(String text) {
    List<String> tags = new ArrayList<>();
    Matcher tag = TAG.matcher(text);
    while (tag.find()) {
      tags.add(tag.group(1));
    }
    return tags;
  }
}
