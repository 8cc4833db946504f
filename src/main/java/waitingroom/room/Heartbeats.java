package waitingroom.room;

import java.util.stream.LongStream;
import org.agrona.collections.Long2LongHashMap;
import org.roaringbitmap.longlong.Roaring64Bitmap;

/**
 * Time of the last heartbeat of each live session. Never persisted: a restart gives every session
 * one full timeout of grace.
 *
 * <p>Times are milliseconds of line time. Mutable, and confined to one room.
 */
final class Heartbeats {
  private static final long NEVER = Long.MIN_VALUE;

  private final Long2LongHashMap heardMillis = new Long2LongHashMap(NEVER);
  private long graceFromMillis;

  /** Counts every session as heard at that time. */
  void restart(long nowMillis) {
    graceFromMillis = nowMillis;
    heardMillis.clear();
  }

  /** Records heartbeats; ignores those of sessions that are not live. */
  void heard(Roaring64Bitmap beating, Sessions sessions, long nowMillis) {
    beating.forEach(
        position -> {
          if (sessions.live(position) != null) {
            heardMillis.put(position, nowMillis);
          }
        });
  }

  /**
   * Live sessions neither heard nor created within the timeout, in order, without those whose token
   * has expired, which are over anyway. Forgets sessions that are no longer live.
   *
   * @param wallMillis the same moment by the wall clock
   */
  long[] silent(long nowMillis, long wallMillis, long timeoutMillis, Sessions sessions) {
    heardMillis.keySet().removeIfLong(position -> sessions.live(position) == null);
    if (graceFromMillis > nowMillis - timeoutMillis) {
      return new long[0];
    }
    // A token records only its second, and may have been issued at the end of it.
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
