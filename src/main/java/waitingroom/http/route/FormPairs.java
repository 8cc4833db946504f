package waitingroom.http.route;

import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

/**
 * Parses {@code application/x-www-form-urlencoded} (WHATWG, URL, section 5.1), the format of
 * queries and forms.
 */
final class FormPairs {
  /** Pairs that are read; a form may have fewer, and no client of ours sends so many. */
  private static final int PAIRS_MAX = 256;

  private FormPairs() {}

  /**
   * Passes on name and value of each of the first 256 pairs, decoded and in order; the value is
   * empty if there is no equals sign.
   */
  static void each(String text, BiConsumer<String, String> pairs) {
    int length = text.length();
    int from = 0;
    int sign = text.indexOf('=');
    for (int read = 0; from < length && read < PAIRS_MAX; read++) {
      int found = text.indexOf('&', from);
      int to = found < 0 ? length : found;
      if (to > from) {
        if (sign >= 0 && sign < from) { // searched once for all pairs without one
          sign = text.indexOf('=', from);
        }
        int equals = sign < 0 || sign > to ? to : sign;
        String value = equals == to ? "" : decoded(text.substring(equals + 1, to));
        pairs.accept(decoded(text.substring(from, equals)), value);
      }
      from = to + 1;
    }
  }

  /** A percent sign without two digits stands for itself, in place of an error. */
  private static String decoded(String text) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int length = 0;
    for (int at = 0; at < bytes.length; at++) {
      byte next = bytes[at];
      if (next == '%' && at + 2 < bytes.length && isHex(bytes[at + 1]) && isHex(bytes[at + 2])) {
        next = (byte) (digit(bytes[at + 1]) << 4 | digit(bytes[at + 2]));
        at += 2;
      } else if (next == '+') {
        next = ' ';
      }
      bytes[length++] = next;
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private static boolean isHex(byte character) {
    return digit(character) >= 0;
  }

  private static int digit(byte character) {
    return Character.digit(character, 16);
  }
}
