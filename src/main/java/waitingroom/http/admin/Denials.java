package waitingroom.http.admin;

import io.github.bucket4j.Bucket;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waitingroom.http.route.ClientAddress;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.Json;

/**
 * Counts requests refused by the admin listener, by reason, and logs from where they came and for
 * whom (ASVS 5.0, 16.3). A flood of them does not flood the log.
 */
public final class Denials {
  static final String ROLE_TOO_LOW = "role_too_low";
  static final String TOO_MANY_TRIES = "too_many_tries";
  static final String FOREIGN_PAGE = "foreign_page";

  private static final Logger log = LoggerFactory.getLogger(Denials.class);
  private static final int LINES_PER_SECOND = 5;
  private static final int BURST = 50;

  /**
   * Longer than ids of keys, and shorter than their secrets, which people type in the wrong field.
   */
  private static final int NAME_CHARS_MAX = 32;

  private static final int PATH_CHARS_MAX = 200;

  /** The key id of a signature, which is no secret. */
  private static final Pattern KEY_ID = Pattern.compile("(?:Credential=|wrk_)([^/,_\\s]{1,32})");

  /** Behind it is a request id, which is a credential. */
  private static final Pattern VISITOR_IN_PATH = Pattern.compile("/visitors/[^/]*");

  private final MeterRegistry registry;
  private final ClientAddress address;
  private final Bucket lines =
      Bucket.builder()
          .addLimit(
              limit -> limit.capacity(BURST).refillGreedy(LINES_PER_SECOND, Duration.ofSeconds(1)))
          .build();
  private final AtomicLong unlogged = new AtomicLong();

  public Denials(MeterRegistry registry, ClientAddress address) {
    this.registry = registry;
    this.address = address;
  }

  /** Counts a request whose key, if any, is in its {@code Authorization}. */
  void count(String reason, Exchange exchange) {
    String credentials = exchange.header("Authorization").orElse("");
    Matcher keyId = KEY_ID.matcher(credentials);
    count(reason, exchange, keyId.find() ? keyId.group(1) : "");
  }

  /**
   * Counts a request.
   *
   * @param name under which somebody tried to come in, as they say; empty: none
   */
  void count(String reason, Exchange exchange, String name) {
    Counter.builder("waitingroom.admin.denied")
        .description("Requests to the admin listener that were turned away")
        .tag("reason", reason.toLowerCase(Locale.ROOT))
        .register(registry)
        .increment();
    if (!lines.tryConsume(1)) {
      unlogged.incrementAndGet();
      return;
    }
    log.info(
        "Refused: reason={} address={} name={} method={} path={} not_logged_before={}",
        reason.toLowerCase(Locale.ROOT),
        address.of(exchange.request()),
        name.length() <= NAME_CHARS_MAX ? Json.quoted(name) : "(too long)",
        exchange.request().method().name(),
        Json.quoted(shortened(withoutIds(exchange.target().canonicalPath()))),
        unlogged.getAndSet(0));
  }

  private static String withoutIds(String path) {
    return VISITOR_IN_PATH.matcher(path).replaceFirst("/visitors/(hidden)");
  }

  private static String shortened(String path) {
    return path.length() <= PATH_CHARS_MAX ? path : path.substring(0, PATH_CHARS_MAX) + "...";
  }
}
