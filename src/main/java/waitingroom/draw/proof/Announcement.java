package waitingroom.draw.proof;

import java.time.Duration;
import java.time.Instant;

/**
 * The announcement of a draw, signed when its event is made or moved: how the order will be found,
 * and the hash of a secret that is told afterwards.
 *
 * @param number of the scheduled event, from 1
 * @param commitment SHA-256 of the operator's secret, 64 hex digits
 * @param source whose round is the first after start, window and distance
 * @param starts start of the event
 * @param window for which the list stays open after the start; whole seconds
 * @param distance from the end of the window to the round, at least; whole seconds
 * @param time at which it was signed
 */
public record Announcement(
    String room,
    long epoch,
    long number,
    String algorithm,
    String commitment,
    Source source,
    Instant starts,
    Duration window,
    Duration distance,
    Instant time) {
  private static final String TITLE = "waitingroom draw announcement 1";

  /**
   * @throws IllegalArgumentException when a member could not be told from others in the text
   */
  public Announcement {
    Rules.draw(room, epoch, number, algorithm, commitment);
    Rules.time(starts);
    Rules.time(time);
    checkSeconds(window);
    checkSeconds(distance);
  }

  private static void checkSeconds(Duration duration) {
    Rules.check(
        !duration.isNegative() && duration.equals(Duration.ofSeconds(duration.toSeconds())),
        "Window and distance are whole seconds");
  }

  /** The earliest moment at which the list may be closed. */
  public Instant closes() {
    return starts.plus(window);
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
        "starts: " + starts,
        "window: " + window.toSeconds(),
        "distance: " + distance.toSeconds(),
        "time: " + time,
        "");
  }

  /**
   * Reads an announcement from its text.
   *
   * @throws IllegalArgumentException when the text is not exactly one that {@link #text} makes
   */
  public static Announcement parse(String text) {
    Lines lines = new Lines(text, TITLE);
    Announcement announcement =
        new Announcement(
            lines.next("room"),
            lines.number("epoch"),
            lines.number("number"),
            lines.next("algorithm"),
            lines.next("commitment"),
            Source.parse(lines.next("beacon"), lines.number("round")),
            Times.parse(lines.next("starts")),
            Duration.ofSeconds(lines.number("window")),
            Duration.ofSeconds(lines.number("distance")),
            Times.parse(lines.next("time")));
    if (!announcement.text().equals(text)) {
      throw new IllegalArgumentException("The text is no " + TITLE);
    }
    return announcement;
  }
}
