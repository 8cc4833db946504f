package waitingroom.http.statistics;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.HttpRefusal;
import waitingroom.readside.HistoryWindow;

/**
 * Reads {@code from}, {@code to} and {@code step}, or {@code span} and {@code step}; wrong values
 * are 400.
 */
final class HistoryQuery {
  private static final Pattern SECONDS = Pattern.compile("\\d{1,12}");
  private static final Pattern LENGTH = Pattern.compile("(\\d{1,9})([smhd]?)");
  private static final Map<String, Long> UNITS =
      Map.of("", 1L, "s", 1L, "m", 60L, "h", 3600L, "d", 86_400L);
  private static final long LENGTH_MAX = 31 * 86_400L;
  private static final long TIME_MAX = 253_402_300_799L;

  /** Seconds of a point when {@code step} is not given. */
  private static final long STEP = 60;

  /** Number of points when {@code from} is not given. */
  private static final long POINTS = 60;

  private HistoryQuery() {}

  /**
   * The window of a request; default: 60 points up to now.
   *
   * @param nowSecond epoch seconds
   */
  static HistoryWindow window(Exchange exchange, long nowSecond) {
    long step = length(exchange, "step").orElse(STEP);
    long to = exchange.query("to").map(text -> time("to", text)).orElse(nowSecond);
    long from =
        exchange
            .query("from")
            .map(text -> time("from", text))
            .orElseGet(() -> Math.max(0, to - POINTS * step));
    return window(from, to, step);
  }

  /**
   * A window that moves with time.
   *
   * @param span seconds
   * @param step seconds
   */
  record Range(long span, long step) {
    /** The window that ends with the current step. */
    HistoryWindow until(long nowSecond) {
      return window(Math.max(0, nowSecond - span), nowSecond + 1, step);
    }
  }

  /** The range of a request; default: 60 points. */
  static Range range(Exchange exchange) {
    long step = length(exchange, "step").orElse(STEP);
    return new Range(length(exchange, "span").orElse(POINTS * step), step);
  }

  private static HistoryWindow window(long from, long to, long step) {
    return HttpRefusal.unlessBroken(() -> new HistoryWindow(from, to, step));
  }

  private static Optional<Long> length(Exchange exchange, String name) {
    return exchange.query(name).map(text -> length(name, text));
  }

  private static long length(String name, String text) {
    Matcher matcher = LENGTH.matcher(text);
    if (matcher.matches()) {
      long unit = UNITS.getOrDefault(matcher.group(2), 0L);
      long seconds = Long.parseLong(matcher.group(1)) * unit;
      if (seconds > 0 && seconds <= LENGTH_MAX) {
        return seconds;
      }
    }
    throw HttpRefusal.badRequest(
        name + " must be like 1m, 5m, 1h or 1d, or a number of seconds, at most 31d");
  }

  private static long time(String name, String text) {
    try {
      long second =
          SECONDS.matcher(text).matches()
              ? Long.parseLong(text)
              : OffsetDateTime.parse(text).toEpochSecond();
      if (second >= 0 && second <= TIME_MAX) {
        return second;
      }
    } catch (DateTimeException notATime) {
      // refused below
    }
    throw HttpRefusal.badRequest(
        name + " must be a time like 2026-01-31T12:00:00Z, or epoch seconds; a plus sign is %2B");
  }
}
