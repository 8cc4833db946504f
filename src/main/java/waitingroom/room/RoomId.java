package waitingroom.room;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;

/**
 * The name of a room, {@code event_id} on the wire.
 *
 * @param value 1 to 64 letters, digits, dots, underscores or hyphens; not {@code .} or {@code ..},
 *     which no path can hold
 */
public record RoomId(@JsonValue String value) {
  /** The rule, for people. */
  public static final String RULE =
      "An event id holds 1 to 64 letters, digits, '.', '_' or '-', and is neither '.' nor '..'";

  private static final int LENGTH_MAX = 64;

  /** Not for new rooms: {@code GET /rooms/live} is the stream of all, so nobody could read it. */
  public static final RoomId TAKEN = new RoomId("live");

  /**
   * @throws IllegalArgumentException when the value breaks the rule
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public RoomId {
    if (!isAllowed(value)) {
      throw new IllegalArgumentException(RULE);
    }
  }

  /** The id, or empty when the text cannot be one. */
  public static Optional<RoomId> parse(String text) {
    return isAllowed(text) ? Optional.of(new RoomId(text)) : Optional.empty();
  }

  /** Without a regular expression, because every request asks. */
  private static boolean isAllowed(String text) {
    return !text.isEmpty()
        && text.length() <= LENGTH_MAX
        && !text.equals(".")
        && !text.equals("..")
        && text.chars().allMatch(RoomId::isAllowed);
  }

  private static boolean isAllowed(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '_'
        || c == '-';
  }

  @Override
  public String toString() {
    return value;
  }
}
