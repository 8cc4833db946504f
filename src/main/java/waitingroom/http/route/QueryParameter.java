package waitingroom.http.route;

import java.util.Locale;
import java.util.Optional;

/**
 * A query parameter that compatible paths require. Of repeated ones the last counts, as at the
 * original's gateway; the others count the first, because a proxy appends to what it asks for. The
 * request id may be elsewhere in the request ({@link SentRequestId}).
 */
public enum QueryParameter {
  EVENT_ID,
  REQUEST_ID;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  public String wireName() {
    return wireName;
  }

  /** The value in a request; the router has checked that it is there. */
  public String of(Exchange exchange) {
    return sent(exchange).orElseThrow();
  }

  /** Tells whether a request lacks it, or has it blank. */
  boolean missing(Exchange exchange) {
    return sent(exchange).filter(value -> !value.isBlank()).isEmpty();
  }

  Optional<String> sent(Exchange exchange) {
    return this == REQUEST_ID ? SentRequestId.of(exchange) : exchange.lastQuery(wireName);
  }
}
