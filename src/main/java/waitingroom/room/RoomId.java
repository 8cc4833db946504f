package waitingroom.room;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a room, {@code event_id} on the wire.
 *
 * @param value 1 to 64 letters, digits, dots, underscores or hyphens; not {@code .} or {@code ..},
 *     which no path can hold
 */
public record RoomId(@JsonValue String value) {
  /** The rule as a sentence. */
  public static final String RULE =
      "An event id holds 1 to 64 letters, digits, '.', '_' or '-', and is neither '.' nor '..'";

  private static final Pattern ALLOWED = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,64}");

  /** Refused to new rooms: {@code GET /rooms/live} is the stream of all rooms. */
  public static final RoomId TAKEN = new RoomId("live");

  /** The name of the rooms' entities in sharding and in persistence ids. */
  public static final String ENTITY_TYPE = "WaitingRoom";

  /**
   * @throws IllegalArgumentException when the value breaks the rule
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public RoomId {
    if (!ALLOWED.matcher(value).matches()) {
      throw new IllegalArgumentException(RULE);
    }
  }

  /** Persistence id of the room's journal. It is stored, so it never changes. */
  public String persistenceId() {
    return ENTITY_TYPE + "|" + value;
  }

  /** The id, or empty when the text cannot be one. */
  public static Optional<RoomId> parse(String text) {
    return ALLOWED.matcher(text).matches() ? Optional.of(new RoomId(text)) : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
