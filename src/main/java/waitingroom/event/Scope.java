package waitingroom.event;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import waitingroom.room.RoomId;

/**
 * Whose events: those of one room, or those of the alarms, which belong to no room.
 *
 * @param room null: the alarms
 */
public record Scope(@Nullable RoomId room) {
  public static final Scope ALARMS = new Scope(null);

  /** No room has a name with such a first character, so the ids of both kinds never meet. */
  private static final String ALARMS_NAME = "@alarms";

  private static final Pattern SUFFIX = Pattern.compile("/([0-9]{1,18})/([0-9]{1,9})");

  /** The CloudEvents attribute {@code source}, a URI reference. */
  URI source() {
    return URI.create(room == null ? "/alarms" : "/rooms/" + room.value());
  }

  private String name() {
    return room == null ? ALARMS_NAME : room.value();
  }

  /** The id of the outgoing event at that place; the same for every receiver and every try. */
  String eventId(JournalPosition place) {
    return name() + "/" + place.sequenceNr() + "/" + place.index();
  }

  /** The id of the sample of that minute since 1970. */
  String sampleId(long epochMinute) {
    return name() + "/metrics/" + epochMinute;
  }

  /** The place of the outgoing event with that id, if it can be one of this scope. */
  public Optional<JournalPosition> place(String eventId) {
    if (!eventId.startsWith(name())) {
      return Optional.empty();
    }
    Matcher suffix = SUFFIX.matcher(eventId.substring(name().length()));
    return suffix.matches()
        ? Optional.of(
            new JournalPosition(Long.parseLong(suffix.group(1)), Integer.parseInt(suffix.group(2))))
        : Optional.empty();
  }
}
