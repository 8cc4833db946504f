package waitingroom.draw.proof;

import java.util.ArrayDeque;
import java.util.Deque;

/** Reader of texts whose lines are a name, a colon, a space and a value, in a fixed order. */
final class Lines {
  private final Deque<String> lines = new ArrayDeque<>();

  /**
   * @throws IllegalArgumentException when the text does not begin with that title
   */
  Lines(String text, String title) {
    lines.addAll(text.lines().toList());
    if (!title.equals(lines.poll())) {
      throw new IllegalArgumentException("The text is no " + title);
    }
  }

  /**
   * The value of the next line.
   *
   * @throws IllegalArgumentException when that line has another name
   */
  String next(String name) {
    String line = lines.poll();
    String start = name + ": ";
    if (line == null || !line.startsWith(start)) {
      throw new IllegalArgumentException("The text lacks the line " + name);
    }
    return line.substring(start.length());
  }

  /** A whole number on the next line. */
  long number(String name) {
    return Long.parseLong(next(name));
  }
}
