package waitingroom.room.cluster;

import java.util.Set;
import waitingroom.room.RoomId;

/** The boards of nodes that start. */
public final class HeardRooms {
  private HeardRooms() {}

  /** One that has heard of these rooms, and of none of them how it stands. */
  public static StatusBoard of(RoomId... names) {
    StatusBoard board = new StatusBoard();
    board.learnDirectory(Set.of(names));
    return board;
  }
}
