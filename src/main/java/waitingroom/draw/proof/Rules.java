package waitingroom.draw.proof;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/** Rules for the values of published texts: a line break in one of them could forge a line. */
final class Rules {
  private static final Pattern ROOM = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  /** The largest number that every reader of JSON keeps. */
  private static final long NUMBER_MAX = (1L << 53) - 1;

  private Rules() {}

  static void draw(String room, long epoch, long number, String algorithm, String commitment) {
    check(ROOM.matcher(room).matches(), "A room has 1 to 64 letters, digits, '.', '_' or '-'");
    number(epoch, 0, "The epoch");
    number(number, 1, "The number of the event");
    check(!algorithm.isEmpty() && isPrintable(algorithm), "The algorithm has a printable name");
    hash(commitment, "A commitment");
  }

  static void hash(String text, String what) {
    check(HASH.matcher(text).matches(), what + " has 64 hex digits");
  }

  static void number(long number, long min, String what) {
    check(number >= min && number <= NUMBER_MAX, what + " is out of range");
  }

  /** A time in a text has milliseconds at most, so that all readers keep it. */
  static void time(Instant time) {
    check(
        time.equals(time.truncatedTo(ChronoUnit.MILLIS)),
        "A published time has no more than milliseconds: truncate it before anything is computed of"
            + " it");
  }

  static void check(boolean good, String rule) {
    if (!good) {
      throw new IllegalArgumentException(rule);
    }
  }

  private static boolean isPrintable(String text) {
    return text.chars().allMatch(c -> c >= ' ' && c <= '~');
  }
}
