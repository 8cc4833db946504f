package waitingroom.room.cluster;

import java.util.List;
import java.util.function.Consumer;
import org.roaringbitmap.longlong.Roaring64Bitmap;
import waitingroom.room.RoomEvent;
import waitingroom.room.RoomEvent.SessionsEnded;
import waitingroom.room.RoomEvent.SessionsFellSilent;
import waitingroom.room.RoomId;
import waitingroom.room.RoomState;
import waitingroom.store.Bitmaps;

/**
 * Publishes the ended sessions of a room to every node, at the pace of its status. Each message
 * carries the total, so that a node notices when it missed one.
 */
final class SessionNews {
  private final RoomId room;
  private final Consumer<EndedSessions> nodes;
  private Roaring64Bitmap gathered = new Roaring64Bitmap();
  private long gatheredInEpoch;

  SessionNews(RoomId room, Consumer<EndedSessions> nodes) {
    this.room = room;
    this.nodes = nodes;
  }

  /** Gathers the sessions that these events ended. */
  void gather(long epoch, List<RoomEvent> events) {
    if (epoch != gatheredInEpoch) {
      gatheredInEpoch = epoch;
      gathered = new Roaring64Bitmap();
    }
    for (RoomEvent event : events) {
      if (event instanceof SessionsEnded ended) {
        gathered.add(ended.completed());
        gathered.add(ended.abandoned());
      } else if (event instanceof SessionsFellSilent silent) {
        gathered.add(silent.positions());
      }
    }
  }

  /** Publishes the gathered sessions, even if there are none. */
  void publish(RoomState state) {
    nodes.accept(
        new EndedSessions(
            room,
            state.epoch(),
            Bitmaps.toBytes(gathered),
            state.sessions().ended().getLongCardinality()));
    gathered = new Roaring64Bitmap();
  }
}
