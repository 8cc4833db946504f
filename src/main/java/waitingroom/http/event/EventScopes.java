package waitingroom.http.event;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import waitingroom.event.EventType;
import waitingroom.event.Scope;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.Json;
import waitingroom.http.route.Problems;
import waitingroom.room.RoomId;
import waitingroom.room.cluster.StatusBoard;

/** Scopes and types of events, as clients name them. */
final class EventScopes {
  private EventScopes() {}

  /**
   * The room of that name, or the alarms.
   *
   * @param eventId null: the alarms
   */
  static Scope scope(@Nullable String eventId, StatusBoard board) {
    if (eventId == null) {
      return Scope.ALARMS;
    }
    StatusBoard.Entry entry = board.entry(eventId);
    if (entry instanceof StatusBoard.Entry.Starting) {
      throw new HttpRefusal(Problems.unavailable("The room is starting: try again"));
    }
    if (entry instanceof StatusBoard.Entry.Unknown) {
      throw noSuchRoom();
    }
    return new Scope(new RoomId(eventId));
  }

  private static HttpRefusal noSuchRoom() {
    return new HttpRefusal(
        Problems.of(404, "There is no room with this name; leave event_id out for the alarms"));
  }

  /** The type of that name, or 400. */
  static EventType type(String name) {
    return EventType.parse(name)
        .orElseThrow(
            () ->
                HttpRefusal.badRequest(
                    "There is no type "
                        + Json.quoted(name)
                        + ", only "
                        + Arrays.stream(EventType.values())
                            .map(EventType::text)
                            .collect(Collectors.joining(", "))));
  }
}
