package waitingroom.http;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import waitingroom.readside.HistoryWindow;

/** Reads {@code from}, {@code to} and {@code step}; what is wrong is 400 with its name. */
final class HistoryQuery {
  private static final Pattern SECONDS = Pattern.compile("\\d{1,12}");
  private static final Pattern STEP = Pattern.compile("(\\d{1,9})([smhd]?)");
  private static final Map<String, Long> UNITS =
      Map.of("", 1L, "s", 1L, "m", 60L, "h", 3600L, "d", 86_400L);
  private static final long STEP_MAX = 31 * 86_400L;
  private static final long TIME_MAX = 253_402_300_799L;

  /** What is shown when {@code from} is not given. */
  private static final long POINTS = 60;

  private HistoryQuery() {}

  /**
   * The window that a request asks for: the last 60 minutes unless it says otherwise.
   *
   * @param nowSecond epoch seconds
   */
  static HistoryWindow window(Exchange exchange, long nowSecond) {
    long step = exchange.query("step").map(HistoryQuery::step).orElse(60L);
    long to = exchange.query("to").map(text -> time("to", text)).orElse(nowSecond);
    long from =
        exchange
            .query("from")
            .map(text -> time("from", text))
            .orElseGet(() -> Math.max(0, to - POINTS * step));
    try {
      return new HistoryWindow(from, to, step);
    } catch (IllegalArgumentException wrong) {
      throw refusal(String.valueOf(wrong.getMessage()));
    }
  }

  private static long step(String text) {
    Matcher matcher = STEP.matcher(text);
    if (matcher.matches()) {
      long unit = UNITS.getOrDefault(matcher.group(2), 0L);
      long seconds = Long.parseLong(matcher.group(1)) * unit;
      if (seconds > 0 && seconds <= STEP_MAX) {
        return seconds;
      }
    }
    throw refusal("step must be like 1m, 5m, 1h or 1d, or a number of seconds, at most 31d");
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
    throw refusal(
        name + " must be a time like 2026-01-31T12:00:00Z, or epoch seconds; a plus sign is %2B");
  }

  private static HttpRefusal refusal(String detail) {
    return new HttpRefusal(Problems.of(400, detail));
  }
}
