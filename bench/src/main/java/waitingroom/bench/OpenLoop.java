package waitingroom.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Load generator with open arrivals: visitors arrive at a fixed rate, whether or not the server
 * keeps up. It runs on one thread.
 *
 * <p><b>Latency</b> counts from the intended send time: the arrival of the visitor, then a fixed
 * pause per step. A stalled server is charged for every visitor who had to wait meanwhile, even if
 * the request could not be sent (no coordinated omission).
 *
 * <p><b>Accuracy.</b> The thread sleeps {@value #NAP_NANOS} ns when there is nothing to do. Its own
 * delay is measured as {@link Answers#LATENESS}.
 */
final class OpenLoop {
  private static final long NAP_NANOS = 50_000;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

  /**
   * Arrival rate and rhythm of the visitors.
   *
   * @param perSecond arriving visitors
   * @param pauseNanos between two steps of a visitor
   */
  record Pace(double perSecond, int seconds, long pauseNanos) {
    /** Creates the pace of visitors with one request each. */
    static Pace of(double perSecond, int seconds) {
      return new Pace(perSecond, seconds, 0);
    }

    long visitors() {
      return Math.max(1, Math.round(perSecond * seconds));
    }

    long arrival(long visitor) {
      return (long) (visitor * 1e9 / perSecond);
    }
  }

  private static final class Visitor {
    final Visit visit;
    long meant;
    int step;

    Visitor(Visit visit, long meant) {
      this.visit = visit;
      this.meant = meant;
    }
  }

  private final Pace pace;
  private final LongFunction<Visit> visits;
  private final Answers answers = new Answers();
  private final PriorityQueue<Visitor> goingOn =
      new PriorityQueue<>(Comparator.comparingLong((Visitor visitor) -> visitor.meant));
  private final Deque<KeptConnection> idle;
  private final Map<KeptConnection, Visitor> busy = new HashMap<>();
  private final long start = System.nanoTime();
  private long arrived;

  /** Starts the clock: arrivals count from here. */
  private OpenLoop(Deque<KeptConnection> idle, Pace pace, LongFunction<Visit> visits) {
    this.idle = idle;
    this.pace = pace;
    this.visits = visits;
  }

  /**
   * Sends all visits and waits for the last answer.
   *
   * @param visits visit of the nth visitor, from 0
   */
  static Answers run(InetSocketAddress server, Pace pace, LongFunction<Visit> visits)
      throws IOException {
    return run(server, Wrk.CONNECTIONS, pace, visits);
  }

  /** Sends all visits over the given number of connections. */
  static Answers run(
      InetSocketAddress server, int connections, Pace pace, LongFunction<Visit> visits)
      throws IOException {
    try (Selector selector = Selector.open()) {
      Deque<KeptConnection> idle = new ArrayDeque<>();
      for (int i = 0; i < connections; i++) {
        idle.add(new KeptConnection(server, selector));
      }
      OpenLoop loop = new OpenLoop(idle, pace, visits);
      loop.run(selector);
      for (KeptConnection connection : idle) {
        connection.close();
      }
      return loop.answers;
    }
  }

  private void run(Selector selector) throws IOException {
    long lastArrival = start + pace.arrival(pace.visitors());
    while (arrived < pace.visitors() || !goingOn.isEmpty() || !busy.isEmpty()) {
      long now = System.nanoTime();
      if (now - lastArrival > PATIENCE_NANOS) {
        giveUp();
        return;
      }
      sendDue(now);
      if (selector.selectNow(key -> receive((KeptConnection) key.attachment())) == 0) {
        LockSupport.parkNanos(NAP_NANOS);
      }
    }
  }

  private void sendDue(long now) throws IOException {
    boolean first = busy.isEmpty();
    while (!idle.isEmpty()) {
      Visitor next = due(now);
      if (next == null) {
        return;
      }
      if (first) {
        answers.late(now - next.meant);
      }
      KeptConnection connection = idle.remove();
      busy.put(connection, next);
      try {
        connection.send(next.visit.request(next.step));
      } catch (IOException e) {
        failed(connection);
      }
    }
  }

  /** Returns the visitor who is due next, in mid-visit or new; null if none is due yet. */
  private @Nullable Visitor due(long now) {
    boolean more = arrived < pace.visitors();
    long arrival = start + pace.arrival(arrived);
    Visitor first = goingOn.peek();
    if (first != null && (!more || first.meant <= arrival)) {
      return first.meant <= now ? goingOn.remove() : null;
    }
    return more && arrival <= now ? new Visitor(visits.apply(arrived++), arrival) : null;
  }

  private void receive(KeptConnection connection) {
    try {
      KeptConnection.Received received = connection.go();
      if (received == null) {
        return;
      }
      Visitor visitor = busy.remove(connection);
      idle.add(connection);
      if (visitor == null) {
        throw new IllegalStateException("Answer without a request");
      }
      answered(visitor, received);
    } catch (IOException e) {
      failed(connection);
    }
  }

  private void answered(Visitor visitor, KeptConnection.Received received) {
    Visit visit = visitor.visit;
    int step = visitor.step;
    boolean good = visit.answered(step, received);
    answers.count(visit.name(step), System.nanoTime() - visitor.meant, good);
    if (good && step + 1 < visit.steps()) {
      visitor.step++;
      visitor.meant += pace.pauseNanos();
      goingOn.add(visitor);
    }
  }

  private void failed(KeptConnection connection) {
    Visitor visitor = busy.remove(connection);
    if (visitor != null) {
      answers.count(visitor.visit.name(visitor.step), System.nanoTime() - visitor.meant, false);
    }
    try {
      connection.reconnect();
    } catch (IOException e) {
      throw new IllegalStateException("The node no longer accepts connections", e);
    }
    if (visitor != null) {
      idle.add(connection);
    }
  }

  private void giveUp() throws IOException {
    for (Map.Entry<KeptConnection, Visitor> entry : busy.entrySet()) {
      Visitor visitor = entry.getValue();
      answers.count(visitor.visit.name(visitor.step), PATIENCE_NANOS, false);
      entry.getKey().close();
    }
    for (Visitor visitor : goingOn) {
      answers.count(visitor.visit.name(visitor.step), PATIENCE_NANOS, false);
    }
    while (arrived < pace.visitors()) {
      answers.count(visits.apply(arrived++).name(0), PATIENCE_NANOS, false);
    }
  }
}
