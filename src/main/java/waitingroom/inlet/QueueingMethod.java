package waitingroom.inlet;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a room does with those who come. */
public enum QueueingMethod {
  /** They are called in order of arrival, as the inlet allows. */
  FIFO,
  /** Everybody is called at once, whatever the inlet's caps are; all are counted. */
  PASSTHROUGH,
  /** Nobody joins and nobody is called; places in line are kept, and people inside stay. */
  REJECT;

  /**
   * The method of that name.
   *
   * @throws IllegalArgumentException with the member and its values
   */
  @JsonCreator
  static QueueingMethod of(String name) {
    return Arrays.stream(values())
        .filter(method -> method.wireName().equals(name))
        .findAny()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "queueing_method must be one of "
                        + Arrays.stream(values())
                            .map(QueueingMethod::wireName)
                            .collect(Collectors.joining(", "))));
  }

  @JsonValue
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
