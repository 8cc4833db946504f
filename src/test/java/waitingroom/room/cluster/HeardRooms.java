package waitingroom.room.cluster;

import java.util.Set;
import waitingroom.room.RoomId;

/** Boards of starting nodes. */
public final class HeardRooms {
  private HeardRooms() {}

  /** A board that knows the names of these rooms but none of their statuses. */
  public static StatusBoard of(RoomId... names) {
    StatusBoard board = new StatusBoard();
    board.learnDirectory(Set.of(names));
    return board;
  }
}
