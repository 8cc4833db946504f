package waitingroom.room.cluster;

import akka.persistence.typed.SnapshotAdapter;
import waitingroom.room.RoomSnapshot;
import waitingroom.room.RoomState;

/** Converts a room's state to and from its stored form. */
final class RoomSnapshots implements SnapshotAdapter<RoomState> {
  @Override
  public Object toJournal(RoomState state) {
    return state.toSnapshot();
  }

  @Override
  public RoomState fromJournal(Object snapshot) {
    return RoomState.fromSnapshot((RoomSnapshot) snapshot);
  }
}
