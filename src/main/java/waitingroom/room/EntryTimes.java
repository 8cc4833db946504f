package waitingroom.room;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import waitingroom.room.RoomEvent.PositionsAssigned;

/**
 * Entry times of the positions of one epoch, as runs of positions that were assigned in the same
 * second. 24 bytes per second in which somebody joined.
 *
 * <p>A user with a table behind it calls {@link #saved}, after which the oldest runs are dropped;
 * without that call all are kept. Mutable, for one thread at a time.
 */
public final class EntryTimes {
  public static final long UNKNOWN = -1;

  private static final int CAPACITY = 64;
  private static final int SAVED_MAX = 50_000;

  /**
   * Positions {@code first} to {@code first + count - 1}.
   *
   * @param enteredAt epoch seconds
   */
  public record Run(long first, long count, long enteredAt) {}

  private long[] firsts = new long[CAPACITY];
  private long[] counts = new long[CAPACITY];
  private long[] seconds = new long[CAPACITY];
  private int size;
  private int unsavedFrom;

  /** Adds a batch of joins; a batch may be repeated. */
  public void assigned(PositionsAssigned batch) {
    long second = batch.atMillis() / 1000;
    int index = floor(batch.first());
    if (index >= 0 && seconds[index] == second && end(index) >= batch.first()) {
      long end = batch.first() + batch.count();
      counts[index] = Math.max(counts[index], end - firsts[index]);
    } else {
      index++;
      insert(index, batch.first(), batch.count(), second);
    }
    unsavedFrom = Math.min(unsavedFrom, index);
  }

  /**
   * Adds a row of the table.
   *
   * @param row the last one that begins at or before {@code position}. It covers the position even
   *     if it ends before: its count may come from another projection that is behind this one
   */
  public void found(long position, Run row) {
    long count = Math.max(row.count(), position - row.first() + 1);
    int index = floor(row.first());
    if (index >= 0 && firsts[index] == row.first()) {
      counts[index] = Math.max(counts[index], count);
      return;
    }
    index++;
    insert(index, row.first(), count, row.enteredAt());
    if (index <= unsavedFrom) {
      unsavedFrom++;
    }
  }

  public boolean knows(long position) {
    return of(position) != UNKNOWN;
  }

  /** Epoch second in which a position was assigned, or {@link #UNKNOWN}. */
  public long of(long position) {
    int index = floor(position);
    return index >= 0 && position < end(index) ? seconds[index] : UNKNOWN;
  }

  /** Runs that are new or longer since the last call of {@link #saved}, in order. */
  public List<Run> unsaved() {
    List<Run> runs = new ArrayList<>(size - unsavedFrom);
    for (int index = unsavedFrom; index < size; index++) {
      runs.add(new Run(firsts[index], counts[index], seconds[index]));
    }
    return runs;
  }

  /** All runs are in the table, so the oldest may be dropped. */
  public void saved() {
    int dropped = Math.max(0, size - SAVED_MAX);
    if (dropped > 0) {
      move(dropped, 0);
      size -= dropped;
    }
    unsavedFrom = size;
  }

  /** Forgets all positions. */
  public void startEpoch() {
    size = 0;
    unsavedFrom = 0;
  }

  /** The last run that begins at or before the position; -1 if there is none. */
  private int floor(long position) {
    int found = Arrays.binarySearch(firsts, 0, size, position);
    return found >= 0 ? found : -found - 2;
  }

  /** The position behind a run. */
  private long end(int index) {
    return firsts[index] + counts[index];
  }

  private void insert(int index, long first, long count, long second) {
    if (size == firsts.length) {
      firsts = Arrays.copyOf(firsts, size * 2);
      counts = Arrays.copyOf(counts, size * 2);
      seconds = Arrays.copyOf(seconds, size * 2);
    }
    move(index, index + 1);
    size++;
    firsts[index] = first;
    counts[index] = count;
    seconds[index] = second;
  }

  private void move(int from, int to) {
    System.arraycopy(firsts, from, firsts, to, size - from);
    System.arraycopy(counts, from, counts, to, size - from);
    System.arraycopy(seconds, from, seconds, to, size - from);
  }
}
