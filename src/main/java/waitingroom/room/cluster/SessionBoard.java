package waitingroom.room.cluster;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.roaringbitmap.longlong.Roaring64Bitmap;
import waitingroom.room.RoomId;
import waitingroom.store.Bitmaps;

/**
 * Ended sessions of all rooms, as this node knows them. Safe for many threads.
 *
 * <p>Its set for a room is always a subset of the truth, and rooms publish how many sessions have
 * ended: when the numbers are equal, the set is complete, in whatever order the updates arrived.
 */
public final class SessionBoard {
  private final ConcurrentMap<RoomId, OfRoom> byRoom = new ConcurrentHashMap<>();

  /**
   * True when the session of a position has ended; empty while the node's knowledge of the room is
   * incomplete.
   */
  public Optional<Boolean> ended(RoomId room, long epoch, long position) {
    OfRoom known = byRoom.get(room);
    return known == null ? Optional.empty() : known.ended(epoch, position);
  }

  /**
   * Takes in an update.
   *
   * @return true when the board is complete as of the update
   */
  boolean learn(EndedSessions news) {
    return ofRoom(news.room())
        .learn(news.epoch(), Bitmaps.fromBytes(news.positions()), news.total());
  }

  /** Takes in one page of several; the last goes to {@link #learn(EndedSessions)}. */
  void learnPart(EndedSessions part) {
    ofRoom(part.room()).add(part.epoch(), Bitmaps.fromBytes(part.positions()));
  }

  /** Takes in a session that was ended through this node. */
  void learn(RoomId room, long epoch, long position) {
    ofRoom(room).add(epoch, Roaring64Bitmap.bitmapOf(position));
  }

  private OfRoom ofRoom(RoomId room) {
    return byRoom.computeIfAbsent(room, name -> new OfRoom());
  }

  private static final class OfRoom {
    private long epoch;
    private boolean complete;
    private Roaring64Bitmap ended = new Roaring64Bitmap();

    synchronized Optional<Boolean> ended(long ofEpoch, long position) {
      return complete && ofEpoch == epoch
          ? Optional.of(ended.contains(position))
          : Optional.empty();
    }

    synchronized boolean learn(long ofEpoch, Roaring64Bitmap positions, long total) {
      add(ofEpoch, positions);
      if (ofEpoch == epoch) {
        complete = ended.getLongCardinality() >= total;
      }
      return ofEpoch < epoch || complete;
    }

    synchronized void add(long ofEpoch, Roaring64Bitmap positions) {
      if (ofEpoch > epoch) {
        epoch = ofEpoch;
        complete = false;
        ended = new Roaring64Bitmap();
      }
      if (ofEpoch == epoch) {
        ended.or(positions);
      }
    }
  }
}
