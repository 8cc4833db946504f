package waitingroom.event;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Types of outgoing events. The first four are those of Virtual Waiting Room on AWS, with exactly
 * its names and members (contract, part 4).
 */
public enum EventType {
  TOKEN_GENERATED,
  SESSION_UPDATED,
  AUTOMATIC_SERVING_COUNTER_INCR,
  WAITING_ROOM_METRICS,
  POSITIONS_ASSIGNED,
  SERVING_ADVANCED,
  POSITIONS_EXPIRED,
  SESSION_ABANDONED,
  ROOM_CREATED,
  ROOM_CHANGED,
  ROOM_RESET,
  ROOM_CLOSED,
  EVENT_SCHEDULED,
  EVENT_REMOVED,
  PREQUEUE_STARTED,
  EVENT_STARTED,
  EVENT_ENDED,
  ALARM_CHANGED;

  /** True if it contains request ids, which needs the entry times of the whole epoch. */
  boolean namesVisitors() {
    return this == TOKEN_GENERATED || this == SESSION_UPDATED || this == SESSION_ABANDONED;
  }

  /** The {@code type} of the CloudEvent. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The type with this {@link #text}. */
  public static Optional<EventType> parse(String text) {
    return Arrays.stream(values()).filter(type -> type.text().equals(text)).findAny();
  }
}
