package waitingroom.room.cluster;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.roaringbitmap.longlong.Roaring64Bitmap;
import waitingroom.room.Bitmaps;
import waitingroom.room.RoomId;

/**
 * Which sessions this node knows to be over, of all rooms, without asking them. Safe for many
 * threads.
 *
 * <p>What it knows of a room is always part of the truth, and rooms say how many sessions are over:
 * so it is the whole truth when the numbers are the same, however the news came in.
 */
public final class SessionBoard {
  private final ConcurrentMap<RoomId, OfRoom> byRoom = new ConcurrentHashMap<>();

  /**
   * Whether the session of a position is over; empty while the node does not know all that the room
   * has said.
   */
  public Optional<Boolean> ended(RoomId room, long epoch, long position) {
    OfRoom known = byRoom.get(room);
    return known == null ? Optional.empty() : known.ended(epoch, position);
  }

  /**
   * Takes in news.
   *
   * @return whether the board now knows all that there was when they were sent
   */
  boolean learn(EndedSessions news) {
    return ofRoom(news.room())
        .learn(news.epoch(), Bitmaps.fromBytes(news.positions()), news.total());
  }

  /** Takes in part of an answer to a question, as long as there are more parts to come. */
  void learnPart(EndedSessions part) {
    ofRoom(part.room()).add(part.epoch(), Bitmaps.fromBytes(part.positions()));
  }

  /** Takes in one session that this node has seen ended. */
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
