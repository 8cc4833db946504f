package waitingroom.room.cluster;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.roaringbitmap.longlong.Roaring64Bitmap;
import waitingroom.room.RoomId;

/**
 * Gathers the heartbeats that reach this node and sends them to each room in one message, so that
 * thousands cost the room as much as one. Remembers the sessions that the room reported as over.
 * Safe for many threads.
 */
final class HeartbeatGatherer {

  /** Sends heartbeats to a room; completes with those whose session is over. */
  interface Send {
    CompletionStage<Roaring64Bitmap> send(RoomId room, long epoch, Roaring64Bitmap positions);
  }

  private final Send send;
  private final ConcurrentMap<RoomId, OfRoom> byRoom = new ConcurrentHashMap<>();

  HeartbeatGatherer(Send send) {
    this.send = send;
  }

  /** Records a heartbeat; false when the session is known to be over. */
  boolean beat(RoomId room, long epoch, long position) {
    return byRoom.computeIfAbsent(room, name -> new OfRoom()).beat(epoch, position);
  }

  /** Sends the gathered heartbeats to the rooms. */
  void flush() {
    byRoom.forEach((room, gathered) -> gathered.flush(room, send));
  }

  private static final class OfRoom {
    private long epoch;
    private Roaring64Bitmap beating = new Roaring64Bitmap();
    private Roaring64Bitmap over = new Roaring64Bitmap();

    synchronized boolean beat(long ofEpoch, long position) {
      if (ofEpoch != epoch) {
        epoch = ofEpoch;
        beating = new Roaring64Bitmap();
        over = new Roaring64Bitmap();
      }
      if (over.contains(position)) {
        return false;
      }
      beating.addLong(position);
      return true;
    }

    /** A lost message is not sent again: the next heartbeat comes soon. */
    void flush(RoomId room, Send send) {
      long sentEpoch;
      Roaring64Bitmap sent;
      synchronized (this) {
        if (beating.isEmpty()) {
          return;
        }
        sentEpoch = epoch;
        sent = beating;
        beating = new Roaring64Bitmap();
      }
      CompletionStage<Void> unused =
          send.send(room, sentEpoch, sent).thenAccept(ended -> learn(sentEpoch, ended));
    }

    private synchronized void learn(long ofEpoch, Roaring64Bitmap ended) {
      if (ofEpoch == epoch) {
        over.or(ended);
      }
    }
  }
}
