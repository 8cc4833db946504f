package waitingroom.access;

import java.nio.charset.StandardCharsets;

/** Percent-encoding of Signature Version 4: RFC 3986 unreserved bytes stay, upper-case hex. */
final class PercentEncoding {
  private static final String HEX = "0123456789ABCDEF";

  private PercentEncoding() {}

  /** Encodes all reserved bytes, the percent sign too, but not the slash. */
  static String encodePath(String path) {
    var encoded = new StringBuilder(path.length() + 16);
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      append(encoded, b, b == '/');
    }
    return encoded.toString();
  }

  /**
   * Normalises a name or value of a query into the form that is signed, whatever the sender left
   * unencoded. A percent sign that encodes nothing stands for itself.
   *
   * @param plus the byte that a bare plus sign stands for
   */
  static String normalise(String component, char plus) {
    byte[] bytes = component.getBytes(StandardCharsets.UTF_8);
    var encoded = new StringBuilder(bytes.length + 16);
    for (int i = 0; i < bytes.length; i++) {
      if (isEscape(bytes, i)) {
        append(encoded, (byte) (hexDigit(bytes[i + 1]) << 4 | hexDigit(bytes[i + 2])), false);
        i += 2;
      } else {
        append(encoded, bytes[i] == '+' ? (byte) plus : bytes[i], false);
      }
    }
    return encoded.toString();
  }

  private static boolean isEscape(byte[] bytes, int at) {
    return bytes[at] == '%'
        && at + 2 < bytes.length
        && hexDigit(bytes[at + 1]) >= 0
        && hexDigit(bytes[at + 2]) >= 0;
  }

  private static int hexDigit(byte b) {
    // Character.digit also accepts digits of other scripts, which are not single bytes.
    return b < 0 ? -1 : Character.digit(b, 16);
  }

  private static void append(StringBuilder encoded, byte b, boolean asItIs) {
    if (asItIs || isUnreserved(b)) {
      encoded.append((char) b);
    } else {
      encoded.append('%').append(HEX.charAt((b >> 4) & 0xF)).append(HEX.charAt(b & 0xF));
    }
  }

  private static boolean isUnreserved(byte b) {
    return (b >= 'A' && b <= 'Z')
        || (b >= 'a' && b <= 'z')
        || (b >= '0' && b <= '9')
        || b == '-'
        || b == '.'
        || b == '_'
        || b == '~';
  }
}
