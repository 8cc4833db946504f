package waitingroom.chaos;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import waitingroom.chaos.Call.Join;

/**
 * Effects of one fault on the clients.
 *
 * @param errors calls answered with 5xx or not at all
 * @param gapMillis the longest time without a join answered with 200
 * @param violations as text
 */
record Report(String fault, long calls, long errors, long gapMillis, List<String> violations) {
  static final String HEAD =
      "%-22s %8s %8s %14s %10s".formatted("fault", "calls", "errors", "no join for", "violations");

  static Report of(String fault, List<Call> calls, List<String> violations) {
    return new Report(
        fault,
        calls.size(),
        calls.stream().map(call -> call.when().status()).filter(Report::failed).count(),
        TimeUnit.NANOSECONDS.toMillis(longestGapNanos(calls)),
        List.copyOf(violations));
  }

  private static boolean failed(int status) {
    return status == Call.NO_ANSWER || status >= 500;
  }

  /** Longest gap between the ends of successful joins, from the first join sent to the last. */
  private static long longestGapNanos(List<Call> calls) {
    List<Join> joins = calls.stream().filter(Join.class::isInstance).map(Join.class::cast).toList();
    if (joins.isEmpty()) {
      return 0;
    }
    long first = joins.get(0).when().startNanos();
    long last = joins.get(joins.size() - 1).when().startNanos();
    long[] ends =
        LongStream.concat(
                LongStream.of(first, last),
                joins.stream()
                    .filter(join -> join.when().good())
                    .mapToLong(join -> join.when().endNanos())
                    .filter(end -> end < last))
            .sorted()
            .toArray();
    long longest = 0;
    for (int i = 1; i < ends.length; i++) {
      longest = Math.max(longest, ends[i] - ends[i - 1]);
    }
    return longest;
  }

  @Override
  public String toString() {
    String line =
        String.format(
            Locale.ROOT,
            "%-22s %8d %8d %12.1f s %10d",
            fault,
            calls,
            errors,
            gapMillis / 1e3,
            violations.size());
    return violations.stream().limit(10).reduce(line, (text, each) -> text + "\n    " + each);
  }
}
