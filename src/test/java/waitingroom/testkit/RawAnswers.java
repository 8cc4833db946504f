package waitingroom.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A listener's answers to raw bytes.
 *
 * @param statuses of all answers, in their order
 * @param closed whether the listener ended the connection; false: it fell silent
 */
public record RawAnswers(List<Integer> statuses, String text, boolean closed) {
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3}) ");
  private static final int SILENCE_MILLIS = 10_000;

  /** Sends bytes, one for each character, and reads until the listener closes. */
  public static RawAnswers to(RawListener listener, String bytes) {
    try (Socket socket = listener.connect()) {
      socket.setSoTimeout(SILENCE_MILLIS);
      socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      boolean closed = read(socket.getInputStream(), all);
      String text = all.toString(ISO_8859_1);
      return new RawAnswers(statuses(text), text, closed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The statuses of all answers in a text, in their order. */
  public static List<Integer> statuses(String text) {
    List<Integer> statuses = new ArrayList<>();
    Matcher each = STATUS.matcher(text);
    while (each.find()) {
      statuses.add(Integer.valueOf(each.group(1)));
    }
    return statuses;
  }

  /**
   * Reads until the listener ends the connection.
   *
   * @return false: it fell silent
   */
  public static boolean read(InputStream from, ByteArrayOutputStream all) throws IOException {
    byte[] buffer = new byte[8192];
    try {
      for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
        all.write(buffer, 0, n);
      }
      return true;
    } catch (SocketTimeoutException silent) {
      return false;
    } catch (SocketException cut) {
      return true;
    }
  }
}
