package waitingroom.event;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import waitingroom.room.RoomId;

/**
 * Source of events: a room, or the alarms, which belong to no room.
 *
 * @param room null: the alarms
 */
public record Scope(@Nullable RoomId room) {
  public static final Scope ALARMS = new Scope(null);

  /** No room name starts with this character, so ids never collide. */
  private static final String ALARMS_NAME = "@alarms";

  private static final Pattern SUFFIX = Pattern.compile("/([0-9]{1,18})/([0-9]{1,9})");

  /** The CloudEvents attribute {@code source}, a URI reference. */
  URI source() {
    return URI.create(room == null ? "/alarms" : "/rooms/" + room.value());
  }

  private String name() {
    return room == null ? ALARMS_NAME : room.value();
  }

  /** Id of the outgoing event at a position; the same for every receiver and attempt. */
  String eventId(JournalPosition place) {
    return name() + "/" + place.sequenceNr() + "/" + place.index();
  }

  /** Id of the sample of an epoch minute. */
  String sampleId(long epochMinute) {
    return name() + "/metrics/" + epochMinute;
  }

  /** Position of the outgoing event with this id; empty if the id is not one of this scope. */
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
