package waitingroom.http.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import waitingroom.http.transport.Cut;

/** Counts connections that are cut off, by reason. */
final class CutMeters implements Consumer<Cut> {
  private final Map<Cut, Counter> counters = new EnumMap<>(Cut.class);

  CutMeters(MeterRegistry registry) {
    for (Cut why : Cut.values()) {
      counters.put(
          why,
          Counter.builder("waitingroom.http.cut")
              .description("Connections cut off, by reason")
              .tag("reason", why.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
  }

  @Override
  public void accept(Cut why) {
    Objects.requireNonNull(counters.get(why)).increment();
  }
}
