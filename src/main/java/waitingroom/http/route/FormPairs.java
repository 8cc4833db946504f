package waitingroom.http.route;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * Parses {@code application/x-www-form-urlencoded} (WHATWG, URL, section 5.1), the format of
 * queries and forms.
 */
final class FormPairs {
  /** Stands for itself. */
  private static final Pattern LONE_PERCENT = Pattern.compile("%(?![0-9a-fA-F]{2})");

  private FormPairs() {}

  /**
   * Passes on name and value of each pair, decoded and in order; the value is empty if there is no
   * equals sign.
   */
  static void each(String text, BiConsumer<String, String> pairs) {
    int length = text.length();
    int from = 0;
    while (from < length) {
      int found = text.indexOf('&', from);
      int to = found < 0 ? length : found;
      if (to > from) {
        int sign = text.indexOf('=', from);
        int equals = sign < 0 || sign > to ? to : sign;
        String value = equals == to ? "" : decoded(text.substring(equals + 1, to));
        pairs.accept(decoded(text.substring(from, equals)), value);
      }
      from = to + 1;
    }
  }

  /** Skips the decoder, which copies, for the many texts that need none. */
  private static String decoded(String text) {
    return text.indexOf('%') < 0 && text.indexOf('+') < 0
        ? text
        : URLDecoder.decode(LONE_PERCENT.matcher(text).replaceAll("%25"), StandardCharsets.UTF_8);
  }
}
