package waitingroom.alarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;

/**
 * The name of an alarm.
 *
 * @param value 1 to 255 characters (code points), none of them a control character
 */
public record AlarmName(@JsonValue String value) implements Comparable<AlarmName> {
  /** The rule as a sentence. */
  public static final String RULE =
      "The name of an alarm has 1 to 255 characters, none of them a control character";

  private static final int CHARACTERS_MAX = 255;

  /** Written by decoders in place of malformed input. */
  private static final int REPLACEMENT = 0xFFFD;

  /**
   * @throws IllegalArgumentException when the value breaks the rule
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public AlarmName {
    if (!isName(value)) {
      throw new IllegalArgumentException(RULE);
    }
  }

  /** The name, or empty when the text cannot be one. */
  public static Optional<AlarmName> parse(String text) {
    return isName(text) ? Optional.of(new AlarmName(text)) : Optional.empty();
  }

  private static boolean isName(String text) {
    int characters = text.codePointCount(0, text.length());
    return characters >= 1
        && characters <= CHARACTERS_MAX
        && text.codePoints().allMatch(AlarmName::isAllowed);
  }

  private static boolean isAllowed(int character) {
    return !Character.isISOControl(character)
        && Character.getType(character) != Character.SURROGATE
        && character != REPLACEMENT;
  }

  @Override
  public int compareTo(AlarmName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
