package waitingroom.room;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * When a position that is being served is given up because nobody came for its token (contract 3.3
 * with deviations 8 and 9).
 *
 * <p>A position's clock starts when it is both in the line and being served: at the later one of
 * its entry and of the moment at which the serving counter reached the end of the <i>window</i>
 * that covers it. Windows and entry times are dropped when they are given up, so both grow with the
 * seconds in which somebody was let in or joined, not with the people.
 *
 * <p>Times are epoch seconds. Mutable, and confined to the {@link RoomState} that owns it.
 */
final class PositionExpiry {
  /** By its last position: when a window was opened. */
  private final TreeMap<Long, Long> openedAt = new TreeMap<>();

  /** By the first position of a run: the second at which all of the run entered. */
  private final TreeMap<Long, Long> enteredAt = new TreeMap<>();

  /** Every position up to this one has a token or is given up. */
  private long through;

  /** What a snapshot keeps: pairs of position and second. */
  record Memory(long through, List<Step> windows, List<Step> entries) {
    static final Memory NONE = new Memory(0, List.of(), List.of());

    Memory {
      windows = List.copyOf(windows);
      entries = List.copyOf(entries);
    }
  }

  /** From or up to that position it is that second. */
  record Step(long position, long second) {}

  PositionExpiry() {}

  PositionExpiry(Memory memory) {
    through = memory.through();
    memory.windows().forEach(step -> openedAt.put(step.position(), step.second()));
    memory.entries().forEach(step -> enteredAt.put(step.position(), step.second()));
  }

  Memory memory() {
    return new Memory(through, steps(openedAt), steps(enteredAt));
  }

  private static List<Step> steps(Map<Long, Long> map) {
    List<Step> steps = new ArrayList<>(map.size());
    map.forEach((position, second) -> steps.add(new Step(position, second)));
    return steps;
  }

  /** The last position that is given up for good, if it has no token. */
  long through() {
    return through;
  }

  /** Positions from that one on entered at that second. */
  void entered(long first, long second) {
    Map.Entry<Long, Long> last = enteredAt.lastEntry();
    if (last == null || last.getValue() != second) {
      enteredAt.put(first, second);
    }
  }

  /**
   * The serving counter came to that position. Landing on a position again restarts its window, and
   * windows beyond it are not being served any more.
   */
  void served(long boundary, long second) {
    openedAt.tailMap(boundary, false).clear();
    openedAt.put(boundary, second);
  }

  /**
   * An inlet let people in up to that position, which is in the line. Windows of one second become
   * one, because all in them have the same clock: an inlet may move many times a second, and the
   * period may be a year.
   */
  void letIn(long boundary, long second) {
    Map.Entry<Long, Long> last = openedAt.lastEntry();
    if (last != null && last.getValue() == second && last.getKey() < boundary) {
      openedAt.remove(last.getKey());
    }
    served(boundary, second);
  }

  /** Everybody who is being served gets the whole period anew. */
  void restart(long serving, long second) {
    openedAt.clear();
    openedAt.put(serving, second);
  }

  /** The clocks stop for good; what was given up stays so. */
  void stop() {
    openedAt.clear();
    enteredAt.clear();
  }

  /** Every position up to this one is settled. */
  void expireThrough(long last) {
    through = last;
    openedAt.headMap(last, true).clear();
    Long run = enteredAt.floorKey(last + 1);
    if (run != null) {
      enteredAt.headMap(run, false).clear();
    }
  }

  /** When the clock of a position that is being served started; empty when it has none. */
  private OptionalLong startOf(long position) {
    Map.Entry<Long, Long> window = openedAt.ceilingEntry(position);
    return window == null
        ? OptionalLong.empty()
        : OptionalLong.of(Math.max(enteredAt(position), window.getValue()));
  }

  private long enteredAt(long position) {
    Map.Entry<Long, Long> run = enteredAt.floorEntry(position);
    return run == null ? 0 : run.getValue();
  }

  /**
   * Seconds that a position, which is being served, has left; null when it has expired. A position
   * that no window covers, because expiry was switched on later, has the whole period.
   */
  @Nullable Long expiresIn(long position, long nowSeconds, long period) {
    if (position <= through) {
      return null;
    }
    OptionalLong start = startOf(position);
    long age = start.isEmpty() ? 0 : Math.max(0, nowSeconds - start.getAsLong());
    return age > period ? null : Long.valueOf(period - age);
  }

  /**
   * Up to which position a sweep at that second gives up. A window is judged by its last position,
   * as a whole; one that the line has not filled yet, position by position.
   *
   * @param queue the end of the line
   */
  long dueThrough(long queue, long nowSeconds, long period) {
    long due = through;
    for (Map.Entry<Long, Long> window : openedAt.tailMap(through, false).entrySet()) {
      long boundary = window.getKey();
      if (nowSeconds - window.getValue() < period) {
        return due;
      }
      if (boundary > queue) {
        return Math.max(due, enteredUntil(nowSeconds - period, due, queue));
      }
      if (nowSeconds - enteredAt(boundary) < period) {
        return due;
      }
      due = boundary;
    }
    return due;
  }

  /** The last position after {@code from} that entered at that second or before. */
  private long enteredUntil(long second, long from, long queue) {
    Long first = enteredAt.floorKey(from + 1);
    for (Map.Entry<Long, Long> run :
        (first == null ? enteredAt : enteredAt.tailMap(first, true)).entrySet()) {
      if (run.getValue() > second) {
        return Math.min(queue, run.getKey() - 1);
      }
    }
    return queue;
  }
}
