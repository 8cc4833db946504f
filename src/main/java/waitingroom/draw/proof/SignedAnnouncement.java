package waitingroom.draw.proof;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Duration;
import waitingroom.note.SignedNote;

/**
 * An announcement as it stands in a bundle, which holds room and number once for all. The epoch may
 * be an earlier one: the room was reset before the list was closed.
 *
 * @param beacon kind and name of the source
 * @param window in seconds
 * @param distance in seconds
 * @param signature line of a signed note
 */
@JsonNaming(SnakeCaseStrategy.class)
public record SignedAnnouncement(
    long epoch,
    String algorithm,
    String commitment,
    Source.Kind kind,
    String beacon,
    long round,
    String startsAt,
    long window,
    long distance,
    String time,
    String signature) {

  /**
   * Takes the announcement out of its signed text.
   *
   * @throws IllegalArgumentException when the text is no announcement
   */
  public static SignedAnnouncement of(SignedNote note) {
    Announcement said = Announcement.parse(note.text());
    return new SignedAnnouncement(
        said.epoch(),
        said.algorithm(),
        said.commitment(),
        said.source().kind(),
        said.source().name(),
        said.source().round(),
        said.starts().toString(),
        said.window().toSeconds(),
        said.distance().toSeconds(),
        said.time().toString(),
        note.signatures().get(0));
  }

  /** The announcement of that room's event. */
  @JsonIgnore
  Announcement announcement(String room, long number) {
    return new Announcement(
        room,
        epoch,
        number,
        algorithm,
        commitment,
        new Source(kind, beacon, round),
        Times.parse(startsAt),
        Duration.ofSeconds(window),
        Duration.ofSeconds(distance),
        Times.parse(time));
  }
}
