package waitingroom.config;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import waitingroom.http.route.Cost;
import waitingroom.http.server.AdminSettings;
import waitingroom.http.server.CostSettings;
import waitingroom.http.server.PublicSettings;
import waitingroom.http.server.RateLimitSettings;

/** Reads {@code waiting-room.public} and {@code waiting-room.admin}. */
final class ListenersReader {
  static final int ISSUER_CHARS_MAX = 256;

  /** Whole bodies are held in memory. */
  private static final long BODY_BYTES_MIN = 1 << 10;

  private static final long BODY_BYTES_MAX = 1 << 20;

  private ListenersReader() {}

  static PublicSettings publicListener(Block config, Duration checkEvery) {
    Block cache = config.block("cache");
    Block limit = config.block("rate-limit");
    return new PublicSettings(
        config.string("host"),
        port(config),
        issuer(config),
        bodyMax(config),
        config.threads("event-loops"),
        new PublicSettings.Cache(
            cache.between("counters", 1, 5),
            cache.between("public-key", 1, 86_400),
            cache.between("queue-num", 1, 31_536_000),
            cache.between("queue-num-cdn", 0, 31_536_000)),
        new RateLimitSettings(
            limit.between("requests-per-second", 0, 1_000_000),
            limit.between("burst", 1, 1_000_000),
            limit.between("unknown-ids-per-minute", 0, 1_000_000),
            limit.between("addresses-max", 1, 100_000_000),
            limit.text("address-header")),
        costs(config.block("cost-limits")),
        TlsReader.read(config, checkEvery));
  }

  private static CostSettings costs(Block limits) {
    Block client = limits.block("per-client");
    Map<Cost, Integer> perClient = new EnumMap<>(Cost.class);
    for (Cost cost : Cost.values()) {
      if (cost != Cost.POLL) {
        perClient.put(cost, client.between(cost.name().toLowerCase(Locale.ROOT), 0, 1_000_000));
      }
    }
    return new CostSettings(
        perClient,
        limits.between("tokens-per-place", 0, 1_000_000),
        limits.between("tokens-at-once", 1, 1_000_000));
  }

  static AdminSettings adminListener(Block config, Duration checkEvery) {
    return new AdminSettings(
        config.string("host"),
        port(config),
        issuer(config),
        bodyMax(config),
        // Less than waiting-room.http.idle-timeout, which cuts the connection without an answer.
        config.between("request-timeout", Duration.ofSeconds(1), Duration.ofSeconds(55)),
        TlsReader.read(config, checkEvery));
  }

  /** {@code iss} of the listener's tokens; by default its own address with {@code /api}. */
  static String issuer(Block listener) {
    String issuer =
        listener
            .text("issuer")
            .orElse(
                TlsReader.scheme(listener)
                    + "://"
                    + listener.string("host")
                    + ":"
                    + port(listener)
                    + "/api");
    if (issuer.length() > ISSUER_CHARS_MAX) {
      throw listener.refused("issuer", "must have at most " + ISSUER_CHARS_MAX + " characters");
    }
    return issuer;
  }

  private static long bodyMax(Block config) {
    long value = config.config().getBytes("body-max");
    if (value < BODY_BYTES_MIN || value > BODY_BYTES_MAX) {
      throw config.refused("body-max", "must be between 1k and 1m, not " + value + " bytes");
    }
    return value;
  }

  private static int port(Block config) {
    return config.between("port", 0, 65_535);
  }
}
