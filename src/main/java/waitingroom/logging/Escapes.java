package waitingroom.logging;

/**
 * Escapes what could begin a new line of a log, or make one look like another: control characters,
 * separators of lines, and marks that turn the direction of a text.
 */
final class Escapes {
  private Escapes() {}

  /** The text itself if there is nothing to escape. */
  static String of(String text) {
    int first = 0;
    while (first < text.length() && !isHarmful(text.charAt(first))) {
      first++;
    }
    if (first == text.length()) {
      return text;
    }
    StringBuilder safe = new StringBuilder(text.length() + 16).append(text, 0, first);
    for (int i = first; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isHarmful(c)) {
        safe.append(c);
      } else if (c == '\n') {
        safe.append("\\n");
      } else if (c == '\r') {
        safe.append("\\r");
      } else {
        safe.append("\\u%04x".formatted((int) c));
      }
    }
    return safe.toString();
  }

  private static boolean isHarmful(char c) {
    return (Character.isISOControl(c) && c != '\t') || isSeparator(c) || isDirection(c);
  }

  private static boolean isSeparator(char c) {
    return c == (char) 0x2028 || c == (char) 0x2029;
  }

  private static boolean isDirection(char c) {
    return (c >= (char) 0x202a && c <= (char) 0x202e)
        || (c >= (char) 0x2066 && c <= (char) 0x2069)
        || c == (char) 0x200e
        || c == (char) 0x200f
        || c == (char) 0x061c;
  }
}
