package waitingroom.event.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** The header {@code Retry-After}: seconds, or a date (RFC 9110, section 10.2.3). */
final class RetryAfter {
  private static final int DIGITS_MAX = 9;

  private RetryAfter() {}

  /** Time to wait; empty if the value is neither. */
  static Optional<Duration> parse(String value, Instant now) {
    String text = value.trim();
    if (text.matches("[0-9]{1," + DIGITS_MAX + "}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      Instant then = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration wait = Duration.between(now, then);
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeParseException malformed) {
      return Optional.empty();
    }
  }
}
