package waitingroom.http.authorizer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import waitingroom.authorizer.check.Verdict;
import waitingroom.authorizer.check.Verdict.Bad;
import waitingroom.authorizer.check.Verdict.Missing;
import waitingroom.authorizer.check.Verdict.Reason;

/** Counts the authorizer's verdicts. */
final class Verdicts {
  private final Counter good;
  private final Counter missing;
  private final Counter unknown;
  private final Map<Reason, Counter> bad = new EnumMap<>(Reason.class);

  Verdicts(MeterRegistry registry) {
    this.good = counter(registry, "good", "");
    this.missing = counter(registry, "missing", "");
    this.unknown = counter(registry, "unknown", "");
    for (Reason reason : Reason.values()) {
      bad.put(reason, counter(registry, "bad", reason.name().toLowerCase(Locale.ROOT)));
    }
  }

  void count(Verdict verdict) {
    if (verdict instanceof Bad refused) {
      Objects.requireNonNull(bad.get(refused.reason())).increment();
    } else if (verdict instanceof Missing) {
      missing.increment();
    } else {
      good.increment();
    }
  }

  /** No verdict, because the node does not know which sessions are over. */
  void countUnknown() {
    unknown.increment();
  }

  private static Counter counter(MeterRegistry registry, String verdict, String reason) {
    return Counter.builder("waitingroom.authorizer.verdicts")
        .description("What the authorizer said of the tokens of requests")
        .tag("verdict", verdict)
        .tag("reason", reason)
        .register(registry);
  }
}
