package waitingroom.room;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.collections.LongObjConsumer;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.longlong.Roaring64Bitmap;
import waitingroom.room.RoomAnswer.TokenStanding;
import waitingroom.room.RoomEvent.Grant;
import waitingroom.store.Bitmaps;

/**
 * Positions that hold or held a token. Live ones cost an entry in a primitive map; expired and
 * ended ones share compressed bitmaps, so that a million finished visitors cost kilobytes.
 *
 * <p>Mutable, and confined to the {@link RoomState} that owns it.
 */
public final class Sessions {
  /** Positions whose token is not yet known to have expired. */
  private final Long2ObjectHashMap<SessionTerms> live = new Long2ObjectHashMap<>();

  private final TreeMap<Long, Roaring64Bitmap> liveByExpiry = new TreeMap<>();

  /** Token expired, session still open: may yet be completed or abandoned. */
  private final Roaring64Bitmap expired;

  /** Completed or abandoned. */
  private final Roaring64Bitmap ended;

  /** Every position that ever got a token. */
  private final Roaring64Bitmap holders = new Roaring64Bitmap();

  public Sessions() {
    this(new Roaring64Bitmap(), new Roaring64Bitmap());
  }

  public Sessions(Roaring64Bitmap expired, Roaring64Bitmap ended) {
    this.expired = expired;
    this.ended = ended;
    holders.or(expired);
    holders.or(ended);
  }

  @Nullable SessionTerms live(long position) {
    return live.get(position);
  }

  /** True when the position's session has ended or its token is known to have expired. */
  boolean over(long position) {
    return expired.contains(position) || ended.contains(position);
  }

  /** Those of the positions whose session is over: ended or expired. */
  Roaring64Bitmap overOf(Roaring64Bitmap positions) {
    Roaring64Bitmap over = new Roaring64Bitmap();
    over.or(expired);
    over.or(ended);
    over.and(positions);
    return over;
  }

  /** Page of the ended sessions from that position on. */
  public RoomAnswer.EndedPage endedPage(long epoch, long from) {
    long end = from + RoomAnswer.EndedPage.SPAN;
    Roaring64Bitmap page = new Roaring64Bitmap();
    page.addRange(from, end);
    page.and(ended);
    boolean more = !ended.isEmpty() && ended.last() >= end;
    return new RoomAnswer.EndedPage(
        epoch,
        Bitmaps.toBytes(page),
        more ? end : RoomAnswer.EndedPage.END,
        ended.getLongCardinality());
  }

  /** State of the position's token. */
  TokenStanding standing(long position, long nowSeconds) {
    if (ended.contains(position)) {
      return TokenStanding.ENDED;
    }
    SessionTerms terms = live.get(position);
    if (terms != null) {
      return terms.expiredAt(nowSeconds) ? TokenStanding.EXPIRED : TokenStanding.LIVE;
    }
    return expired.contains(position) ? TokenStanding.EXPIRED : TokenStanding.NONE;
  }

  /** True when the session was completed or abandoned. */
  boolean ended(long position) {
    return ended.contains(position);
  }

  /** True when the session can still be completed or abandoned. */
  boolean open(long position) {
    return live.containsKey(position) || expired.contains(position);
  }

  /** Sessions that no event has ended yet. */
  long live() {
    return live.size();
  }

  /** Positions of the sessions that no event has ended yet. */
  Roaring64Bitmap livePositions() {
    Roaring64Bitmap all = new Roaring64Bitmap();
    liveByExpiry.values().forEach(all::or);
    return all;
  }

  /** Passes each live session to the consumer. */
  void forEachLive(LongObjConsumer<SessionTerms> consumer) {
    live.forEachLong(consumer);
  }

  /** Positions after {@code from} up to {@code to} that never got a token. */
  long withoutToken(long from, long to) {
    return to <= from ? 0 : to - from - (holders.rankLong(to) - holders.rankLong(from));
  }

  /** Live sessions whose token is still valid in that second. */
  long activeAt(long nowSeconds) {
    long count = live.size();
    for (Roaring64Bitmap positions : liveByExpiry.headMap(nowSeconds, false).values()) {
      count -= positions.getLongCardinality();
    }
    return count;
  }

  void grant(SessionTerms terms, long[] positions) {
    for (long position : positions) {
      live.put(position, terms);
    }
    holders.add(positions);
    liveByExpiry.computeIfAbsent(terms.expiresAt(), second -> new Roaring64Bitmap()).add(positions);
  }

  public void end(long... positions) {
    for (long position : positions) {
      endOne(position);
    }
  }

  private void endOne(long position) {
    SessionTerms terms = live.remove(position);
    if (terms != null) {
      liveByExpiry.computeIfPresent(
          terms.expiresAt(),
          (second, positions) -> {
            positions.removeLong(position);
            return positions.isEmpty() ? null : positions;
          });
    }
    expired.removeLong(position);
    ended.addLong(position);
  }

  void expireBefore(long second) {
    Map<Long, Roaring64Bitmap> due = liveByExpiry.headMap(second, false);
    for (Roaring64Bitmap positions : due.values()) {
      positions.forEach(live::remove);
      expired.or(positions);
    }
    due.clear();
  }

  /** Live sessions, grouped by their terms. */
  List<Grant> grants() {
    Map<SessionTerms, Roaring64Bitmap> byTerms = new HashMap<>();
    live.forEachLong(
        (position, terms) ->
            byTerms.computeIfAbsent(terms, key -> new Roaring64Bitmap()).addLong(position));
    List<Grant> grants = new ArrayList<>(byTerms.size());
    byTerms.forEach((terms, positions) -> grants.add(new Grant(terms, positions.toArray())));
    return grants;
  }

  Roaring64Bitmap expired() {
    return expired;
  }

  public Roaring64Bitmap ended() {
    return ended;
  }
}
