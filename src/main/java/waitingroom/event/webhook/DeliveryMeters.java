package waitingroom.event.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Metrics of the deliveries of this node. */
final class DeliveryMeters {
  private final MeterRegistry registry;
  private final Counter delivered;
  private final Counter failed;
  private final Counter gone;
  private final Counter deadLetters;

  DeliveryMeters(MeterRegistry registry) {
    this.registry = registry;
    this.delivered = tries("delivered");
    this.failed = tries("failed");
    this.gone = tries("gone");
    this.deadLetters =
        Counter.builder("waitingroom.webhook.dead.letters")
            .description("Events that were given up, to be replayed")
            .register(registry);
  }

  private Counter tries(String outcome) {
    return Counter.builder("waitingroom.webhook.deliveries")
        .description("Tries to deliver an event, by what came of them")
        .tag("outcome", outcome)
        .register(registry);
  }

  void count(Attempt attempt) {
    if (attempt instanceof Attempt.Delivered) {
      delivered.increment();
    } else if (attempt instanceof Attempt.Gone) {
      gone.increment();
    } else {
      failed.increment();
    }
  }

  void deadLetter() {
    deadLetters.increment();
  }

  /** Registers the backlog of a delivery; run the result to remove it. */
  Runnable show(Delivery delivery, String subscription) {
    Gauge gauge =
        Gauge.builder("waitingroom.webhook.backlog", delivery, Delivery::backlog)
            .description("Events of the journal that the subscription has not been told of")
            .tag("subscription", subscription)
            .register(registry);
    return () -> registry.remove(gauge);
  }
}
