package waitingroom.room;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Expiry of positions that are being served and whose token is not fetched (contract 3.3 with
 * deviations 8 and 9).
 *
 * <p>A position's clock starts when it is both in the line and being served: at its entry, or when
 * the serving counter reached the end of the <i>window</i> that covers it, whichever is later.
 * Windows and entry times are dropped as their positions expire, so both grow with the number of
 * seconds in which somebody was let in or joined, not with the number of people.
 *
 * <p>Times are epoch seconds. Mutable, and confined to the {@link RoomState} that owns it.
 */
final class PositionExpiry {
  /** Second in which a window was opened, by its last position. */
  private final TreeMap<Long, Long> openedAt = new TreeMap<>();

  /** Second in which all positions of a run entered, by the first of them. */
  private final TreeMap<Long, Long> enteredAt = new TreeMap<>();

  /** Every position up to this one has a token or has expired. */
  private long through;

  /** Form in a snapshot: pairs of position and second. */
  record Memory(long through, List<Step> windows, List<Step> entries) {
    static final Memory NONE = new Memory(0, List.of(), List.of());

    Memory {
      windows = List.copyOf(windows);
      entries = List.copyOf(entries);
    }
  }

  /** The second that applies from (entries) or up to (windows) a position. */
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

  /** Last position that has expired for good unless it has a token. */
  long through() {
    return through;
  }

  /** Records that positions from that one on entered in that second. */
  void entered(long first, long second) {
    Map.Entry<Long, Long> last = enteredAt.lastEntry();
    if (last == null || last.getValue() != second) {
      enteredAt.put(first, second);
    }
  }

  /**
   * Records that the serving counter reached that position. Reaching a position again restarts its
   * window, and windows beyond it are no longer being served.
   */
  void served(long boundary, long second) {
    openedAt.tailMap(boundary, false).clear();
    openedAt.put(boundary, second);
  }

  /**
   * Records that an inlet let people in up to that position, which is in the line. Windows of the
   * same second become one, because their positions share a clock: an inlet may move many times a
   * second, and the period may be a year.
   */
  void letIn(long boundary, long second) {
    Map.Entry<Long, Long> last = openedAt.lastEntry();
    if (last != null && last.getValue() == second && last.getKey() < boundary) {
      openedAt.remove(last.getKey());
    }
    served(boundary, second);
  }

  /** Restarts the whole period for all positions that are being served. */
  void restart(long serving, long second) {
    openedAt.clear();
    openedAt.put(serving, second);
  }

  /** Stops the clocks for good; expired positions stay expired. */
  void stop() {
    openedAt.clear();
    enteredAt.clear();
  }

  /** Expires every position up to this one that has no token. */
  void expireThrough(long last) {
    through = last;
    openedAt.headMap(last, true).clear();
    Long run = enteredAt.floorKey(last + 1);
    if (run != null) {
      enteredAt.headMap(run, false).clear();
    }
  }

  /** Start of the clock of a position that is being served; empty when it has none. */
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
   * Seconds left to a position that is being served; null when it has expired. A position that no
   * window covers, because expiry was switched on later, has the whole period.
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
   * Ends of the windows that a sweep in that second expires, in order. A window is judged as a
   * whole, by its last position; one that the line has not filled yet, position by position, and
   * ends with the last one that is due.
   *
   * @param queue last position of the line
   */
  List<Long> due(long queue, long nowSeconds, long period) {
    List<Long> ends = new ArrayList<>();
    for (Map.Entry<Long, Long> window : openedAt.tailMap(through, false).entrySet()) {
      long boundary = window.getKey();
      if (nowSeconds - window.getValue() < period) {
        return ends;
      }
      if (boundary > queue) {
        long from = ends.isEmpty() ? through : ends.get(ends.size() - 1);
        long until = enteredUntil(nowSeconds - period, from, queue);
        if (until > from) {
          ends.add(until);
        }
        return ends;
      }
      if (nowSeconds - enteredAt(boundary) < period) {
        return ends;
      }
      ends.add(boundary);
    }
    return ends;
  }

  /** Last position after {@code from} that entered in that second or before. */
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
