package waitingroom.http;

import waitingroom.room.Rejection;
import waitingroom.room.RoomId;
import waitingroom.room.RoomStatus;
import waitingroom.room.StatusBoard;
import waitingroom.room.StatusBoard.Entry;

/** The rooms that the paths of the rooms API name. */
record KnownRooms(StatusBoard board) {

  /** Refuses with 503 while this node has not heard which rooms there are. */
  static void requireReady(StatusBoard board) {
    if (!board.ready()) {
      throw new HttpRefusal(
          Problems.unavailable("This node has not heard yet which rooms there are: try again"));
    }
  }

  /** The name in the path, or 400. */
  static RoomId name(Exchange exchange) {
    return RoomId.parse(exchange.pathParameter())
        .orElseThrow(() -> new HttpRefusal(Problems.of(400, RoomId.RULE)));
  }

  /** The room in the path, open or closed, or 404; 503 while it starts. */
  RoomStatus of(Exchange exchange) {
    return of(name(exchange));
  }

  /** The room of that name, likewise. */
  RoomStatus of(RoomId room) {
    Entry entry = board.entry(room);
    if (entry instanceof Entry.Known known) {
      return known.status();
    }
    throw new HttpRefusal(
        entry instanceof Entry.Starting
            ? Problems.unavailable("The room is starting: try again")
            : ApiErrors.modern(Rejection.UNKNOWN_ROOM));
  }
}
