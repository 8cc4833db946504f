package waitingroom.room;

import java.util.List;

/**
 * Outcome of a command under the rules.
 *
 * @param answer sent once the events are durable
 * @param events to persist; may be empty
 */
public record Decision(RoomAnswer answer, List<RoomEvent> events) {
  public Decision {
    events = List.copyOf(events);
  }

  /**
   * This decision, or a refusal when its events cannot be stored yet.
   *
   * @param format in which the room may write
   */
  public Decision within(int format) {
    return events.stream().allMatch(event -> event.neededFormat() <= format)
        ? this
        : refuse(Rejection.FORMAT_NOT_RAISED);
  }

  static Decision of(RoomAnswer answer, RoomEvent... events) {
    return new Decision(answer, List.of(events));
  }

  static Decision refuse(Rejection reason) {
    return of(new RoomAnswer.Refused(reason));
  }
}
