package waitingroom.http.admin;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** Counts requests refused by the admin listener, by reason. */
public record AuthMetrics(MeterRegistry registry) {
  static final String ROLE_TOO_LOW = "role_too_low";
  static final String TOO_MANY_TRIES = "too_many_tries";
  static final String FOREIGN_PAGE = "foreign_page";

  void count(String reason) {
    Counter.builder("waitingroom.admin.denied")
        .description("Requests to the admin listener that were turned away")
        .tag("reason", reason.toLowerCase(Locale.ROOT))
        .register(registry)
        .increment();
  }
}
