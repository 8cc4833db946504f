package waitingroom.readside;

import java.util.Collection;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import waitingroom.room.RoomEvent.PositionsAssigned;

/**
 * When the positions of one epoch were given out: runs of positions of the same second. It holds
 * the latest it heard of and no more; the rest is in the table of positions.
 *
 * <p>Mutable, for one thread at a time.
 */
final class EntryTimes {
  /** Positions per partition of the table; a run never reaches into the next one. */
  static final long BUCKET = 1 << 17;

  static final long UNKNOWN = -1;

  private static final int RUNS_MAX = 50_000;

  /**
   * Positions {@code first} to {@code first + count - 1}.
   *
   * @param enteredAt epoch seconds
   */
  record Run(long first, long count, long enteredAt) {
    boolean covers(long position) {
      return position >= first && position < first + count;
    }
  }

  private final NavigableMap<Long, Run> runs = new TreeMap<>();
  private final Map<Long, Run> unsaved = new TreeMap<>();

  static long bucket(long position) {
    return position / BUCKET;
  }

  /** Takes in a batch of joins; the same batch may come again. */
  void assigned(PositionsAssigned batch) {
    long second = batch.atMillis() / 1000;
    long end = batch.first() + batch.count();
    for (long from = batch.first(); from < end; ) {
      long to = Math.min(end, (bucket(from) + 1) * BUCKET);
      add(from, to, second);
      from = to;
    }
  }

  private void add(long from, long to, long second) {
    Map.Entry<Long, Run> before = runs.floorEntry(from);
    long first = from;
    long count = to - from;
    if (before != null && reaches(before.getValue(), from, second)) {
      first = before.getKey();
      count = Math.max(before.getValue().count(), to - first);
    }
    Run run = new Run(first, count, second);
    runs.put(first, run);
    unsaved.put(first, run);
  }

  /** Whether the positions from there on continue the run. */
  private static boolean reaches(Run run, long from, long second) {
    return run.enteredAt() == second
        && run.first() + run.count() >= from
        && bucket(run.first()) == bucket(from);
  }

  /**
   * Takes in what the table says of a position.
   *
   * @param row the last that begins at or before the position. It holds for the position even if it
   *     ends before: its count may be that of another projection, which is behind this one
   */
  void found(long position, Run row) {
    Run known = runs.get(row.first());
    long count = Math.max(row.count(), position - row.first() + 1);
    if (known == null || known.count() < count) {
      runs.put(row.first(), new Run(row.first(), count, row.enteredAt()));
    }
  }

  boolean knows(long position) {
    Map.Entry<Long, Run> run = runs.floorEntry(position);
    return run != null && run.getValue().covers(position);
  }

  /** Epoch second in which the position was given out; -1 when nothing is known of it. */
  long of(long position) {
    Map.Entry<Long, Run> run = runs.floorEntry(position);
    return run != null && run.getValue().covers(position) ? run.getValue().enteredAt() : UNKNOWN;
  }

  /** The runs that are new or longer since the last call of {@link #saved}. */
  Collection<Run> unsaved() {
    return unsaved.values();
  }

  /** Everything is in the table, so the oldest may be forgotten. */
  void saved() {
    unsaved.clear();
    while (runs.size() > RUNS_MAX) {
      runs.pollFirstEntry();
    }
  }

  /** Nobody has a position any more. */
  void startEpoch() {
    runs.clear();
    unsaved.clear();
  }
}
