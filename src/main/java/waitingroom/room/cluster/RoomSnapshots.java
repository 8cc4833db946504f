package waitingroom.room.cluster;

import akka.persistence.typed.SnapshotAdapter;
import waitingroom.room.RoomSnapshot;
import waitingroom.room.RoomState;
import waitingroom.store.FormatBoard;

/**
 * Converts a room's state to and from its stored form.
 *
 * @param persistenceId of the room
 */
record RoomSnapshots(String persistenceId, FormatBoard formats)
    implements SnapshotAdapter<RoomState> {
  @Override
  public Object toJournal(RoomState state) {
    return state.toSnapshot();
  }

  @Override
  public RoomState fromJournal(Object snapshot) {
    return RoomState.fromSnapshot((RoomSnapshot) formats.readable(persistenceId, snapshot));
  }
}
