package waitingroom.http.server;

import akka.http.javadsl.model.HttpRequest;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import waitingroom.http.route.Cost;
import waitingroom.http.route.Endpoint;

/**
 * Limits per client: of all requests, and of those of each class of cost. Refusals are counted by
 * reason.
 */
public final class ClientLimits {
  /** Calls at once after a quiet period, in seconds of the limit. */
  private static final int BURST_SECONDS = 10;

  private final RateLimiter all;
  private final Counter overAll;
  private final Map<Cost, RateLimiter> byCost = new EnumMap<>(Cost.class);
  private final Map<Cost, Counter> overCost = new EnumMap<>(Cost.class);

  public ClientLimits(RateLimitSettings settings, CostSettings costs, MeterRegistry registry) {
    this.all = new RateLimiter(settings);
    this.overAll = refusals(registry, "rate");
    costs
        .perClient()
        .forEach(
            (cost, perSecond) -> {
              byCost.put(
                  cost,
                  new RateLimiter(
                      new RateLimitSettings(
                          perSecond,
                          Math.max(1, perSecond * BURST_SECONDS),
                          0,
                          settings.addressesMax(),
                          settings.addressHeader())));
              overCost.put(cost, refusals(registry, cost.name().toLowerCase(Locale.ROOT)));
            });
  }

  /** The counter of refusals for a reason. */
  public static Counter refusals(MeterRegistry registry, String reason) {
    return Counter.builder("waitingroom.http.limited")
        .description("Requests refused with 429, by the limit that they exceeded")
        .tag("reason", reason)
        .register(registry);
  }

  boolean allows(HttpRequest request, Endpoint endpoint) {
    if (!endpoint.rateLimited()) {
      return true;
    }
    if (!all.allows(request)) {
      overAll.increment();
      return false;
    }
    Cost cost = endpoint.cost();
    RateLimiter ofCost = cost == null ? null : byCost.get(cost);
    if (ofCost == null || ofCost.allows(request)) {
      return true;
    }
    Counter over = overCost.get(cost);
    if (over != null) {
      over.increment();
    }
    return false;
  }
}
