package waitingroom.room;

import java.util.List;

/**
 * What the rules make of a command.
 *
 * @param answer for the sender, once the events are durable
 * @param events to persist, none when there is nothing new
 */
public record Decision(RoomAnswer answer, List<RoomEvent> events) {
  public Decision {
    events = List.copyOf(events);
  }

  static Decision of(RoomAnswer answer, RoomEvent... events) {
    return new Decision(answer, List.of(events));
  }

  static Decision refuse(Rejection reason) {
    return of(new RoomAnswer.Refused(reason));
  }
}
