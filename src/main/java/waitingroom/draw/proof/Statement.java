package waitingroom.draw.proof;

import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import waitingroom.draw.ClosedList;
import waitingroom.draw.Shuffle;

/**
 * The statement that a list is closed, signed before the round of the beacon that decides its
 * order.
 *
 * @param number of the scheduled event, from 1
 * @param commitment SHA-256 of the operator's secret, 64 hex digits
 * @param first position of the first entry
 * @param n entries
 * @param ahead people who had a place before the list was opened and keep it
 * @param root of the tree over the entries, 64 hex digits
 * @param time of the closing, in milliseconds at most
 * @param late why the list was closed again for a later round, a word; null when it was not
 * @param extended true when the list stayed open for longer because the room was away at the start
 */
public record Statement(
    String room,
    long epoch,
    long number,
    String algorithm,
    String commitment,
    Source source,
    long first,
    long n,
    long ahead,
    String root,
    Instant time,
    @Nullable String late,
    boolean extended) {
  private static final String TITLE = "waitingroom draw statement 1";
  private static final String NOT_LATE = "no";
  private static final Pattern REASON = Pattern.compile("[a-z][a-z_]{1,31}");

  /**
   * @throws IllegalArgumentException when a member could not be told from others in the text
   */
  public Statement {
    Rules.draw(room, epoch, number, algorithm, commitment);
    Rules.number(first, 1, "The first position");
    Rules.number(n, 0, "The number of entries");
    Rules.check(n <= Shuffle.POOL_MAX, "A pool has 2^40 entries at most");
    Rules.number(ahead, 0, "The number of people ahead");
    Rules.hash(root, "A root");
    Rules.time(time);
    Rules.check(
        late == null || (REASON.matcher(late).matches() && !late.equals(NOT_LATE)),
        "A reason is a word of lower case letters");
  }

  /** The text that is signed. */
  public String text() {
    return String.join(
        "\n",
        TITLE,
        "room: " + room,
        "epoch: " + epoch,
        "number: " + number,
        "algorithm: " + algorithm,
        "commitment: " + commitment,
        "beacon: " + source.line(),
        "round: " + source.round(),
        "first: " + first,
        "n: " + n,
        "ahead: " + ahead,
        "root: " + root,
        "time: " + time,
        "late: " + (late == null ? NOT_LATE : late),
        "extended: " + extended,
        "");
  }

  /**
   * Reads a statement from its text.
   *
   * @throws IllegalArgumentException when the text is not exactly one that {@link #text} makes
   */
  public static Statement parse(String text) {
    Lines lines = new Lines(text, TITLE);
    String room = lines.next("room");
    long epoch = lines.number("epoch");
    long number = lines.number("number");
    String algorithm = lines.next("algorithm");
    String commitment = lines.next("commitment");
    Source source = Source.parse(lines.next("beacon"), lines.number("round"));
    long first = lines.number("first");
    long n = lines.number("n");
    long ahead = lines.number("ahead");
    String root = lines.next("root");
    Instant time = Times.parse(lines.next("time"));
    String late = lines.next("late");
    boolean extended = Boolean.parseBoolean(lines.next("extended"));
    Statement statement =
        new Statement(
            room,
            epoch,
            number,
            algorithm,
            commitment,
            source,
            first,
            n,
            ahead,
            root,
            time,
            late.equals(NOT_LATE) ? null : late,
            extended);
    if (!statement.text().equals(text)) {
      throw new IllegalArgumentException("The text is no " + TITLE);
    }
    return statement;
  }

  /** The list as the seed is derived of it. */
  public ClosedList list() {
    return new ClosedList(room, epoch, number, n, HexFormat.of().parseHex(root));
  }
}
