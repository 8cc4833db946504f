package waitingroom.draw.proof;

import java.time.DateTimeException;
import java.time.Instant;

/** Times in published texts. */
final class Times {
  private Times() {}

  /**
   * @throws IllegalArgumentException when the text is no time
   */
  static Instant parse(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException malformed) {
      throw new IllegalArgumentException("The text has no time where one should be", malformed);
    }
  }
}
