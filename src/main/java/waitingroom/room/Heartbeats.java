package waitingroom.room;

import java.util.stream.LongStream;
import org.agrona.collections.Long2LongHashMap;
import org.roaringbitmap.longlong.Roaring64Bitmap;

/**
 * When each live session was heard last. Never persisted: whoever starts anew gives everybody one
 * full timeout of grace.
 *
 * <p>Times are milliseconds of the line. Mutable, and confined to one room.
 */
final class Heartbeats {
  private static final long NEVER = Long.MIN_VALUE;

  private final Long2LongHashMap heardMillis = new Long2LongHashMap(NEVER);
  private long graceFromMillis;

  /** Everybody counts as heard at that moment. */
  void startAnew(long nowMillis) {
    graceFromMillis = nowMillis;
    heardMillis.clear();
  }

  /** Takes in those heartbeats that come from live sessions. */
  void heard(Roaring64Bitmap beating, Sessions sessions, long nowMillis) {
    beating.forEach(
        position -> {
          if (sessions.live(position) != null) {
            heardMillis.put(position, nowMillis);
          }
        });
  }

  /**
   * The live sessions that were neither heard nor made within the timeout, in order; those whose
   * token has expired are over without that. Forgets those that are no longer live.
   *
   * @param wallMillis the same moment by the clock of the tokens
   */
  long[] silent(long nowMillis, long wallMillis, long timeoutMillis, Sessions sessions) {
    heardMillis.keySet().removeIfLong(position -> sessions.live(position) == null);
    if (graceFromMillis > nowMillis - timeoutMillis) {
      return new long[0];
    }
    // A token knows only its second, and may have been made at the very end of it.
    long madeBefore = (wallMillis - timeoutMillis) / 1000;
    LongStream.Builder silent = LongStream.builder();
    sessions.forEachLive(
        (position, terms) -> {
          boolean heard = heardMillis.get(position) > nowMillis - timeoutMillis;
          boolean madeLately = terms.issuedAt() >= madeBefore;
          if (!heard && !madeLately && !terms.expiredAt(wallMillis / 1000)) {
            silent.add(position);
          }
        });
    return silent.build().sorted().toArray();
  }
}
