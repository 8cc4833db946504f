package waitingroom.room;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The line of the original with the automatic increment, as its functions and tables have it
 * (contract 3.3): a row for each value of the serving counter, and a sweeper that judges rows by
 * the entry of their last position.
 */
final class OriginalLine {
  private final long period;
  private final Map<Long, Long> entryTimes = new HashMap<>();
  private final TreeMap<Long, Row> rows = new TreeMap<>();
  private final Set<Long> tokens = new HashSet<>();
  private long queue;
  private long serving;
  private long expired;
  private long expiredThrough;

  /** A row of the table of serving counters. */
  private static final class Row {
    final long issuedAt;
    long served;

    Row(long issuedAt) {
      this.issuedAt = issuedAt;
    }
  }

  /** The members of {@code automatic_serving_counter_incr}. */
  record Increment(long previous, long by, long current) {}

  OriginalLine(long period) {
    this.period = period;
  }

  long queue() {
    return queue;
  }

  Counters counters() {
    return new Counters(queue, serving, tokens.size(), expired, 0, 0);
  }

  long expiredThrough() {
    return expiredThrough;
  }

  void join(int count, long now) {
    for (int i = 0; i < count; i++) {
      entryTimes.put(++queue, now);
    }
  }

  void increment(long by, long now) {
    serving += by;
    rows.put(serving, new Row(now));
  }

  /** Seconds left to a position that is being served; null: expired. */
  @Nullable Long expiresIn(long position, long now) {
    long age = now - start(position, covering(position));
    return position <= expiredThrough || age > period ? null : Long.valueOf(period - age);
  }

  /** The row with the smallest counter that has reached the position. */
  private Row covering(long position) {
    return Objects.requireNonNull(rows.ceilingEntry(position)).getValue();
  }

  private long start(long position, Row row) {
    return Math.max(entryTimes.getOrDefault(position, 0L), row.issuedAt);
  }

  /** Whether the position has a token after this call. */
  boolean fetchToken(long position, long now) {
    if (position > Math.min(queue, serving)) {
      return false;
    }
    if (!tokens.contains(position)) {
      if (expiresIn(position, now) == null) {
        return false;
      }
      tokens.add(position);
      covering(position).served++;
    }
    return true;
  }

  /** One run of the sweeper. */
  List<Increment> sweep(long now) {
    List<Increment> increments = new ArrayList<>();
    TreeMap<Long, Row> loaded = new TreeMap<>(rows.tailMap(expiredThrough, false));
    for (Map.Entry<Long, Row> row : loaded.entrySet()) {
      long boundary = row.getKey();
      boolean missing = !entryTimes.containsKey(boundary);
      if (missing || now - start(boundary, row.getValue()) < period) {
        break;
      }
      long n = boundary - expiredThrough - row.getValue().served;
      expiredThrough = boundary;
      if (n > 0) {
        increments.add(new Increment(serving, n, serving + n));
        expired += n;
        increment(n, now);
      }
    }
    return increments;
  }

  /**
   * Whether somebody's time is up in a row that the sweeper cannot pass before the line has filled
   * it: there the room expires people one by one.
   */
  boolean isStuck(long now) {
    Map.Entry<Long, Row> row = rows.higherEntry(Math.max(expiredThrough, queue));
    if (row == null) {
      return false;
    }
    Long before = rows.lowerKey(row.getKey());
    long first = Math.max(expiredThrough, before == null ? 0 : before) + 1;
    return first <= queue && now - start(first, row.getValue()) >= period;
  }
}
