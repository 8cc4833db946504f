package waitingroom.http.route;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.IntConsumer;

/** Counts and times the requests of a route by status. */
final class RequestMeters {
  private final MeterRegistry registry;
  private final String listener;
  private final String route;
  private final IntConsumer tally;
  private final ConcurrentMap<Integer, Timer> byStatus = new ConcurrentHashMap<>();

  /**
   * @param tally gets each status too
   */
  RequestMeters(MeterRegistry registry, String listener, String route, IntConsumer tally) {
    this.registry = registry;
    this.listener = listener;
    this.route = route;
    this.tally = tally;
  }

  void answered(int status, long nanos) {
    Timer timer = byStatus.get(status);
    if (timer == null) {
      timer = byStatus.computeIfAbsent(status, this::timer);
    }
    timer.record(Duration.ofNanos(nanos));
    tally.accept(status);
  }

  private Timer timer(int status) {
    return Timer.builder("waitingroom.http.requests")
        .description("Requests, from the moment they are read to their answer")
        .tag("listener", listener)
        .tag("route", route)
        .tag("status", Integer.toString(status))
        .register(registry);
  }
}
