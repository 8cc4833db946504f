package waitingroom.room.commit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import waitingroom.room.Outcome;
import waitingroom.room.Rejection;
import waitingroom.room.RoomId;

/** Metrics of the rooms of this node. Safe for many threads. */
public final class RoomMetrics {
  private final Timer persist;
  private final MeterRegistry registry;
  private final Map<Rejection, Counter> refusals = new EnumMap<>(Rejection.class);

  public RoomMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.persist =
        Timer.builder("waitingroom.persist")
            .description("Time from the decision of a room to its events being durable")
            .publishPercentiles(0.5, 0.99)
            .register(registry);
    for (Rejection reason : Rejection.values()) {
      refusals.put(
          reason,
          Counter.builder("waitingroom.refusals")
              .description("Requests that a room refused")
              .tag("reason", reason.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
  }

  public void persisted(long nanos) {
    persist.record(Duration.ofNanos(nanos));
  }

  /** Counts a refusal by its reason. */
  public void count(Outcome<?> outcome) {
    if (outcome instanceof Outcome.Refused<?> refused) {
      Objects.requireNonNull(refusals.get(refused.reason())).increment();
    }
  }

  /** Number of checks for expired positions. */
  public Counter sweeps(RoomId room) {
    return Counter.builder("waitingroom.sweeps")
        .description("Looks at whose position has expired, whether or not one had")
        .tag("room", room.value())
        .register(registry);
  }

  /** Size of the group commits of that kind, for instance {@code join}. */
  DistributionSummary batchSize(String kind) {
    return DistributionSummary.builder("waitingroom.batch.size")
        .description("Requests that shared one write")
        .tag("kind", kind)
        .publishPercentiles(0.5, 0.99)
        .register(registry);
  }

  /** Time from sending a group commit to its answer. */
  Timer batchLatency(String kind) {
    return Timer.builder("waitingroom.batch")
        .description("Time from sending a batch to its room to the answer")
        .tag("kind", kind)
        .publishPercentiles(0.5, 0.99)
        .register(registry);
  }
}
