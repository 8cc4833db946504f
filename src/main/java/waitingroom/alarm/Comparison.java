package waitingroom.alarm;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;

/** Comparison of a figure with the threshold. The texts are persisted. */
public enum Comparison {
  /** More than the threshold. */
  GREATER(">"),
  /** The threshold or more. */
  GREATER_OR_EQUAL(">="),
  /** Less than the threshold. */
  LESS("<"),
  /** The threshold or less. */
  LESS_OR_EQUAL("<=");

  private final String text;

  Comparison(String text) {
    this.text = text;
  }

  /** Sign on the wire. */
  @JsonValue
  public String text() {
    return text;
  }

  public boolean holds(double figure, double threshold) {
    return switch (this) {
      case GREATER -> figure > threshold;
      case GREATER_OR_EQUAL -> figure >= threshold;
      case LESS -> figure < threshold;
      case LESS_OR_EQUAL -> figure <= threshold;
    };
  }

  /** The comparison with that sign. */
  public static Optional<Comparison> named(String text) {
    for (Comparison comparison : values()) {
      if (comparison.text.equals(text)) {
        return Optional.of(comparison);
      }
    }
    return Optional.empty();
  }
}
