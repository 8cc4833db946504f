package waitingroom.inlet;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Recent admissions, and how many more a limit per minute allows.
 *
 * <p><b>Exact.</b> The admissions of the last 60 seconds are remembered; together with those that
 * are allowed they never exceed the limit, whatever the limit was before. Those of the same
 * twentieth of a second are remembered as if all came with its last, so that the memory is bounded:
 * some count for that much longer than a minute, and never for less.
 *
 * <p><b>Even.</b> Each admission moves the moment at which the next one is due by one share of the
 * minute (generic cell rate algorithm). Idle time counts for {@link #SLACK_MILLIS} at most, so it
 * builds up no head start and a late tick loses nothing.
 *
 * <p>Times must not go back. Mutable, and confined to the room that owns it.
 */
public final class Pace {
  static final long MINUTE_MILLIS = 60_000;
  static final long SLACK_MILLIS = 250;
  static final long GRAIN_MILLIS = 50;

  /** Number of people admitted at one moment. */
  public record Admission(long atMillis, long count) {}

  /**
   * Form in a snapshot.
   *
   * @param dueMillis time at which the next admission is due; a fraction, or the shares of a large
   *     limit would be rounded away
   */
  public record Memory(List<Admission> lastMinute, double dueMillis) {
    public Memory {
      lastMinute = List.copyOf(lastMinute);
    }
  }

  private final ArrayDeque<Admission> lastMinute = new ArrayDeque<>();
  private long remembered;
  private double dueMillis;

  public Pace() {}

  public Pace(Memory memory) {
    memory.lastMinute().forEach(this::remember);
    dueMillis = memory.dueMillis();
  }

  public Memory memory() {
    return new Memory(new ArrayList<>(lastMinute), dueMillis);
  }

  /**
   * Records admissions.
   *
   * @param perMinute the limit at that time; 0: none
   */
  public void admitted(long count, long atMillis, long perMinute) {
    while (!lastMinute.isEmpty() && over(lastMinute.getFirst(), atMillis)) {
      remembered -= lastMinute.removeFirst().count();
    }
    Admission last = lastMinute.peekLast();
    if (last != null && last.atMillis() / GRAIN_MILLIS == atMillis / GRAIN_MILLIS) {
      remembered -= lastMinute.removeLast().count();
      remember(new Admission(atMillis, last.count() + count));
    } else {
      remember(new Admission(atMillis, count));
    }
    dueMillis = Math.max(dueMillis, atMillis - (double) SLACK_MILLIS);
    if (perMinute > 0) {
      dueMillis += count * shareMillis(perMinute);
    }
  }

  private void remember(Admission admission) {
    lastMinute.addLast(admission);
    remembered += admission.count();
  }

  private static boolean over(Admission admission, long nowMillis) {
    return admission.atMillis() <= nowMillis - MINUTE_MILLIS;
  }

  private static double shareMillis(long perMinute) {
    return (double) MINUTE_MILLIS / perMinute;
  }

  /** Starts another limit: the next admission is due immediately. */
  public void restart(long atMillis) {
    dueMillis = Math.min(dueMillis, (double) atMillis);
  }

  /** Number of people who may be admitted now. */
  public long allowed(long nowMillis, long perMinute) {
    double due = Math.max(dueMillis, nowMillis - (double) SLACK_MILLIS);
    if (due > nowMillis) {
      return 0;
    }
    long even = 1 + (long) ((nowMillis - due) / shareMillis(perMinute));
    return Math.max(0, Math.min(even, perMinute - inTheMinuteBefore(nowMillis)));
  }

  /** People admitted within the 60 seconds before that moment, or up to a grain earlier. */
  public long inTheMinuteBefore(long nowMillis) {
    long sum = remembered;
    for (Admission admission : lastMinute) {
      if (!over(Objects.requireNonNull(admission), nowMillis)) {
        break;
      }
      sum -= admission.count();
    }
    return sum;
  }
}
