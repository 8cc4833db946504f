package waitingroom.readside;

import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.roaringbitmap.longlong.Roaring64Bitmap;
import waitingroom.room.RoomEvent;
import waitingroom.room.RoomEvent.Grant;
import waitingroom.room.RoomEvent.PositionsAssigned;
import waitingroom.room.RoomEvent.RoomOpened;
import waitingroom.room.RoomEvent.RoomReset;
import waitingroom.room.RoomEvent.TokensGranted;

/**
 * When each token of the room's epoch expires and its holder entered, gathered event by event. Not
 * safe for many threads.
 */
final class TokenHistory {

  /** A token's holder. */
  record Holder(long position, long enteredAt) {}

  private long epoch;

  /** Entry second of the batch that begins at that position. */
  private final TreeMap<Long, Long> enteredAt = new TreeMap<>();

  private final TreeMap<Long, Roaring64Bitmap> positionsByExpiry = new TreeMap<>();

  /** Takes in the next event. */
  TokenHistory with(RoomEvent event) {
    if (event instanceof PositionsAssigned assigned) {
      long second = assigned.atMillis() / 1000;
      Map.Entry<Long, Long> last = enteredAt.lastEntry();
      if (last == null || last.getValue() != second) {
        enteredAt.put(assigned.first(), second);
      }
    } else if (event instanceof TokensGranted granted) {
      granted.grants().forEach(this::add);
    } else if (event instanceof RoomReset reset) {
      startEpoch(reset.epoch());
    } else if (event instanceof RoomOpened opened) {
      startEpoch(opened.epoch());
    }
    // The other events neither make tokens nor change when they expire.
    return this;
  }

  private void add(Grant grant) {
    positionsByExpiry
        .computeIfAbsent(grant.terms().expiresAt(), second -> new Roaring64Bitmap())
        .add(grant.positions());
  }

  private void startEpoch(long number) {
    epoch = number;
    enteredAt.clear();
    positionsByExpiry.clear();
  }

  long epoch() {
    return epoch;
  }

  /** Whose token expired before that epoch second, the first to expire first. */
  Iterator<Holder> expiredBefore(long second) {
    return positionsByExpiry.headMap(second, false).values().stream()
        .flatMapToLong(positions -> LongStream.of(positions.toArray()))
        .mapToObj(
            position ->
                new Holder(
                    position, Objects.requireNonNull(enteredAt.floorEntry(position)).getValue()))
        .iterator();
  }
}
