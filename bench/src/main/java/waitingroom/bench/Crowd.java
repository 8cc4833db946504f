package waitingroom.bench;

import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import waitingroom.inlet.Capacity;
import waitingroom.room.CapChecker;
import waitingroom.room.Counters;
import waitingroom.room.Outcome;
import waitingroom.room.RoomEvent;
import waitingroom.room.RoomEvent.ServingAdvanced;
import waitingroom.room.RoomId;
import waitingroom.room.RoomSettings;
import waitingroom.room.SessionEnd;
import waitingroom.room.TokenClaim;

/**
 * Load above the capacity of a room: visitors join, fetch their token when called, stay and
 * complete. Some never come, some never complete. The limit per minute binds first; once visits
 * take longer, the number of places does.
 */
final class Crowd {
  private static final RoomId ROOM = new RoomId("crowd");
  private static final long PER_MINUTE = 120_000;
  private static final long PLACES = 20_000;
  private static final long JOINS_PER_SECOND = 2_500;
  private static final int HEAD_START = 20_000;
  private static final int CLAIMS_UNDER_WAY_MAX = 5_000;

  /** Longer than a minute, so that it contains a whole one. */
  private static final long MINUTE_SECONDS = Long.getLong("bench.minute", 65);

  private static final long PLACES_SECONDS = Long.getLong("bench.places", 20);
  private static final long WARM_UP_SECONDS = 15;
  private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long CYCLE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private record Stay(long untilNanos, long position) {}

  private final LocalNode node;
  private final ConcurrentLinkedQueue<Stay> came = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Stay> stays =
      new PriorityQueue<>((a, b) -> Long.compare(a.untilNanos(), b.untilNanos()));
  private final ConcurrentHashMap<String, LongAdder> failures = new ConcurrentHashMap<>();
  private final Semaphore claims = new Semaphore(CLAIMS_UNDER_WAY_MAX);
  private long joined;
  private long claimed;

  Crowd(LocalNode node) {
    this.node = node;
  }

  void run() throws InterruptedException {
    System.out.printf(
        Locale.ROOT,
        "%nCapacity: %,d a minute, %,d places; %,d people join each second%n",
        PER_MINUTE,
        PLACES,
        JOINS_PER_SECOND);
    node.open(
        ROOM,
        new RoomSettings(
            20,
            true,
            15,
            false,
            0,
            10,
            new Capacity(PLACES, PER_MINUTE),
            false,
            false,
            0,
            false,
            ""));
    LocalNode.all(HEAD_START, n -> node.rooms().join(ROOM));
    joined = HEAD_START;
    long start = System.nanoTime();
    phase("warm-up", start, 6, WARM_UP_SECONDS);
    phase("the minute binds", start, 6, MINUTE_SECONDS);
    phase("the places bind", start, 12, PLACES_SECONDS);
    judge();
  }

  private void phase(String what, long start, long staySeconds, long seconds) {
    long from = System.nanoTime();
    long servingBefore = node.counters(ROOM).serving();
    long stayNanos = TimeUnit.SECONDS.toNanos(staySeconds);
    while (System.nanoTime() - from < TimeUnit.SECONDS.toNanos(seconds)) {
      long cycle = System.nanoTime();
      join(HEAD_START + JOINS_PER_SECOND * (cycle - start) / 1_000_000_000);
      claim(stayNanos);
      leave(cycle);
      LockSupport.parkNanos(CYCLE_NANOS - (System.nanoTime() - cycle));
    }
    double passed = (System.nanoTime() - from) / 1e9;
    Counters counters = node.counters(ROOM);
    System.out.printf(
        Locale.ROOT,
        "%-18s %,8.0f let in a second, %,d wait%n",
        what,
        (counters.serving() - servingBefore) / passed,
        counters.queue() - counters.serving());
  }

  private void join(long due) {
    for (; joined < due; joined++) {
      node.rooms().join(ROOM).whenComplete((place, failure) -> count("join", place, failure));
    }
  }

  /** One called visitor in fifty never comes. */
  private void claim(long stayNanos) {
    Counters counters = node.counters(ROOM);
    long called = Math.min(counters.serving(), counters.queue());
    for (; claimed < called && claims.tryAcquire(); claimed++) {
      long position = claimed + 1;
      if (position % 50 == 0) {
        claims.release();
        continue;
      }
      node.rooms()
          .claim(ROOM, new TokenClaim(1, position, "http://issuer", "key", null))
          .whenComplete(
              (outcome, failure) -> {
                claims.release();
                count("claim", outcome, failure);
                came.add(new Stay(System.nanoTime() + stayNanos, position));
              });
    }
  }

  /** One visitor in twenty lets the token expire instead of completing. */
  private void leave(long now) {
    for (Stay stay = came.poll(); stay != null; stay = came.poll()) {
      if (stay.position() % 20 != 7) {
        stays.add(stay);
      }
    }
    for (Stay first = stays.peek();
        first != null && first.untilNanos() <= now;
        first = stays.peek()) {
      stays.remove();
      end(first.position());
    }
  }

  /** Completes a session; a failed request is repeated a second later. */
  private void end(long position) {
    node.rooms()
        .endSession(ROOM, new SessionEnd(1, position, true))
        .whenComplete(
            (done, failure) -> {
              count("end", done, failure);
              if (failure != null) {
                came.add(new Stay(System.nanoTime() + AGAIN_NANOS, position));
              }
            });
  }

  private void count(String what, Object outcome, @Nullable Throwable failure) {
    if (failure != null || outcome instanceof Outcome.Refused<?>) {
      String why = what + ": " + (failure == null ? outcome : failure.getMessage());
      failures.computeIfAbsent(why, key -> new LongAdder()).increment();
    }
  }

  /** Checks the caps against the journal in Cassandra. */
  private void judge() {
    List<RoomEvent> log = node.journal(ROOM);
    CapChecker.Verdict verdict = CapChecker.check(log);
    System.out.printf(
        Locale.ROOT,
        "the log of %,d events: %,d let in by %,d of them, at most %,d inside, at most %,d in 60 s,"
            + " %d violations; requests that failed: %s%n",
        verdict.events(),
        verdict.letIn(),
        log.stream().filter(ServingAdvanced.class::isInstance).count(),
        verdict.insideMax(),
        verdict.minuteMax(),
        verdict.violations().size(),
        failures);
    verdict.violations().stream().limit(10).forEach(System.out::println);
    if (!verdict.violations().isEmpty()) {
      throw new IllegalStateException("A cap was broken");
    }
  }
}
