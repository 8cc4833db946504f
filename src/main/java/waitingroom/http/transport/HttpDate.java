package waitingroom.http.transport;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The Date header (RFC 9110, section 6.6.1), formatted once a second. */
public final class HttpDate {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private record Formatted(long second, String text) {}

  private final Clock clock;
  private volatile Formatted last = new Formatted(-1, "");

  public HttpDate(Clock clock) {
    this.clock = clock;
  }

  String now() {
    long second = clock.millis() / 1000;
    Formatted formatted = last;
    if (formatted.second() != second) {
      formatted = new Formatted(second, FORMAT.format(Instant.ofEpochSecond(second)));
      last = formatted;
    }
    return formatted.text();
  }
}
