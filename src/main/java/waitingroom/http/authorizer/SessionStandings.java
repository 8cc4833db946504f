package waitingroom.http.authorizer;

import java.util.function.Function;
import waitingroom.authorizer.Standing;
import waitingroom.authorizer.check.AccessToken;
import waitingroom.room.Phase;
import waitingroom.room.RoomId;
import waitingroom.room.RoomStatus;
import waitingroom.room.cluster.StatusBoard.Entry;
import waitingroom.room.cluster.WaitingRooms;
import waitingroom.ticket.RequestIds;
import waitingroom.ticket.Ticket;

/** The standing of a token's session, from this node's boards. */
public final class SessionStandings implements Function<AccessToken, Standing> {
  private final WaitingRooms rooms;
  private final RequestIds requestIds;

  public SessionStandings(WaitingRooms rooms, RequestIds requestIds) {
    this.rooms = rooms;
    this.requestIds = requestIds;
  }

  @Override
  public Standing apply(AccessToken token) {
    Entry entry = rooms.board().entry(token.eventId());
    if (entry instanceof Entry.Known known) {
      return known.status().phase() == Phase.OPEN
          ? inEpoch(known.status(), token.requestId())
          : Standing.OVER;
    }
    return entry instanceof Entry.Starting ? Standing.UNKNOWN : Standing.OVER;
  }

  /** A request id of an older epoch does not verify with this epoch's key. */
  private Standing inEpoch(RoomStatus status, String requestId) {
    RoomId room = status.room();
    Ticket ticket = requestIds.key(room.value(), status.epoch()).verify(requestId);
    if (ticket == null) {
      return Standing.OVER;
    }
    return rooms
        .sessionBoard()
        .ended(room, status.epoch(), ticket.position())
        .map(over -> over ? Standing.OVER : Standing.LIVE)
        .orElse(Standing.UNKNOWN);
  }
}
