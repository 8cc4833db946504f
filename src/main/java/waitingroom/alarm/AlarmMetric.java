package waitingroom.alarm;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;

/** Metric of a defined alarm. The texts are part of persisted events and of the HTTP API. */
public enum AlarmMetric {
  /** Answers 400 to 499 of the public listener in the last minute, over all nodes. */
  PUBLIC_4XX("public_4xx", false),
  /** Answers 500 to 599 of the public listener in the last minute, over all nodes. */
  PUBLIC_5XX("public_5xx", false),
  /** Answers 400 to 499 of the admin listener in the last minute, over all nodes. */
  PRIVATE_4XX("private_4xx", false),
  /** Answers 500 to 599 of the admin listener in the last minute, over all nodes. */
  PRIVATE_5XX("private_5xx", false),
  /** Answers 429 of either listener in the last minute, over all nodes. */
  THROTTLED("throttled", false),
  /** Answers 500 to 599 of either listener in the last minute, over all nodes. */
  ERRORS("errors", false),
  /** People in line. */
  WAITING("waiting", true),
  /** The serving counter. */
  SERVING("serving", true),
  /** Positions handed out. */
  QUEUE("queue", true),
  /** Tokens created. */
  TOKENS("tokens", true),
  /** Expired positions. */
  EXPIRED("expired", true),
  /** Positions handed out in the last minute. */
  ARRIVALS_PER_MINUTE("arrivals_per_minute", true),
  /** How far the serving counter moved in the last minute. */
  ADMISSIONS_PER_MINUTE("admissions_per_minute", true);

  private final String text;
  private final boolean ofRoom;

  AlarmMetric(String text, boolean ofRoom) {
    this.text = text;
    this.ofRoom = ofRoom;
  }

  /** Name on the wire. */
  @JsonValue
  public String text() {
    return text;
  }

  /** True for a metric of one room, false for one of the whole service. */
  public boolean ofRoom() {
    return ofRoom;
  }

  /** The metric of that name. */
  public static Optional<AlarmMetric> named(String text) {
    for (AlarmMetric metric : values()) {
      if (metric.text.equals(text)) {
        return Optional.of(metric);
      }
    }
    return Optional.empty();
  }
}
