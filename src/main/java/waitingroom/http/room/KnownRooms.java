package waitingroom.http.room;

import waitingroom.http.route.ApiErrors;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.Problems;
import waitingroom.room.Phase;
import waitingroom.room.Rejection;
import waitingroom.room.RoomId;
import waitingroom.room.RoomStatus;
import waitingroom.room.cluster.StatusBoard;
import waitingroom.room.cluster.StatusBoard.Entry;

/** Looks up the rooms that paths of our own APIs name. */
public record KnownRooms(StatusBoard board) {

  /** Refuses with 503 until this node has the list of rooms. */
  static void requireReady(StatusBoard board) {
    if (!board.ready()) {
      throw new HttpRefusal(
          Problems.unavailable("This node has not loaded the rooms yet: try again"));
    }
  }

  /** The name in the path, or 400. */
  public static RoomId name(Exchange exchange) {
    return RoomId.parse(exchange.pathParameter())
        .orElseThrow(() -> HttpRefusal.badRequest(RoomId.RULE));
  }

  /** The room in the path, open or closed, or 404; 503 while it starts. */
  public RoomStatus of(Exchange exchange) {
    return of(name(exchange));
  }

  /** Likewise, by name. */
  public RoomStatus of(RoomId room) {
    Entry entry = board.entry(room);
    if (entry instanceof Entry.Known known) {
      return known.status();
    }
    throw new HttpRefusal(
        entry instanceof Entry.Starting
            ? Problems.unavailable("The room is starting: try again")
            : ApiErrors.modern(Rejection.UNKNOWN_ROOM));
  }

  /** Likewise; 410 when it is closed. */
  public RoomStatus open(RoomId room) {
    RoomStatus status = of(room);
    if (status.phase() != Phase.OPEN) {
      throw new HttpRefusal(ApiErrors.modern(Rejection.ROOM_CLOSED));
    }
    return status;
  }
}
