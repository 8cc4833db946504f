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
import waitingroom.room.RoomEvent.Grant;

/**
 * The positions that hold or held a token. Live ones cost an entry in a primitive map; expired and
 * closed ones share compressed bitmaps, so that a million finished visitors cost kilobytes.
 *
 * <p>Mutable, and confined to the {@link RoomState} that owns it.
 */
public final class Sessions {
  /** Positions whose token is not yet known to have expired. */
  private final Long2ObjectHashMap<SessionTerms> live = new Long2ObjectHashMap<>();

  private final TreeMap<Long, Roaring64Bitmap> liveByExpiry = new TreeMap<>();

  /** Token expired, status still open: may yet be completed or abandoned. */
  private final Roaring64Bitmap expired;

  /** Completed or abandoned. */
  private final Roaring64Bitmap closed;

  /** Every position that ever got a token. */
  private final Roaring64Bitmap holders = new Roaring64Bitmap();

  public Sessions() {
    this(new Roaring64Bitmap(), new Roaring64Bitmap());
  }

  public Sessions(Roaring64Bitmap expired, Roaring64Bitmap closed) {
    this.expired = expired;
    this.closed = closed;
    holders.or(expired);
    holders.or(closed);
  }

  @Nullable SessionTerms live(long position) {
    return live.get(position);
  }

  /** Whether the position's session is over, for whatever reason. */
  boolean over(long position) {
    return expired.contains(position) || closed.contains(position);
  }

  /** Those of the positions whose session is over. */
  Roaring64Bitmap overOf(Roaring64Bitmap positions) {
    Roaring64Bitmap over = new Roaring64Bitmap();
    over.or(expired);
    over.or(closed);
    over.and(positions);
    return over;
  }

  /** The completed and abandoned ones from that position on, as many as one page has. */
  public RoomAnswer.OverPage closedPage(long epoch, long from) {
    long end = from + RoomAnswer.OverPage.SPAN;
    Roaring64Bitmap page = new Roaring64Bitmap();
    page.addRange(from, end);
    page.and(closed);
    boolean more = !closed.isEmpty() && closed.last() >= end;
    return new RoomAnswer.OverPage(
        epoch,
        Bitmaps.toBytes(page),
        more ? end : RoomAnswer.OverPage.END,
        closed.getLongCardinality());
  }

  /** What has become of the position's token. */
  TokenStanding standing(long position, long nowSeconds) {
    if (closed.contains(position)) {
      return TokenStanding.ENDED;
    }
    SessionTerms terms = live.get(position);
    if (terms != null) {
      return terms.expiredAt(nowSeconds) ? TokenStanding.EXPIRED : TokenStanding.LIVE;
    }
    return expired.contains(position) ? TokenStanding.EXPIRED : TokenStanding.NONE;
  }

  /** Whether the session was completed or abandoned. */
  boolean closed(long position) {
    return closed.contains(position);
  }

  /** Whether a session can still be completed or abandoned. */
  boolean open(long position) {
    return live.containsKey(position) || expired.contains(position);
  }

  /** Sessions that no event has ended yet. */
  long live() {
    return live.size();
  }

  /** Calls back for each position whose session is live. */
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
    closed.addLong(position);
  }

  void expireBefore(long second) {
    Map<Long, Roaring64Bitmap> due = liveByExpiry.headMap(second, false);
    for (Roaring64Bitmap positions : due.values()) {
      positions.forEach(live::remove);
      expired.or(positions);
    }
    due.clear();
  }

  /** The live sessions, gathered by their terms. */
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

  public Roaring64Bitmap closed() {
    return closed;
  }
}
