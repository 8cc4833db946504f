package waitingroom.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs wrk and parses its output. */
final class Wrk {
  static final int CONNECTIONS = 256;
  private static final int THREADS = 2;

  /**
   * Results of a wrk run.
   *
   * @param answers includes the failures
   * @param requestsPerSecond without the failures
   * @param failures answers that were not 2xx or 3xx, and socket errors
   */
  record Result(
      long answers, double requestsPerSecond, double p50Millis, double p99Millis, long failures) {}

  private Wrk() {}

  /**
   * Loads one URL from 256 connections.
   *
   * @param script Lua file under bench/src/main/lua, or empty
   * @param arguments for the script
   */
  static Result run(String url, int seconds, String script, String... arguments) {
    return run(CONNECTIONS, url, seconds, script, arguments);
  }

  /** Loads one URL from the given number of connections. */
  static Result run(int connections, String url, int seconds, String script, String... arguments) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("wrk", "-t" + THREADS, "-c" + connections, "-d" + seconds + "s"));
    command.addAll(List.of("--latency", "--timeout", "10s"));
    if (!script.isEmpty()) {
      command.addAll(List.of("-s", Path.of("bench/src/main/lua", script).toString()));
    }
    command.add(url);
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return parse(output);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("Cannot run wrk: install it (Debian's package wrk)", e);
    }
  }

  private static Result parse(String output) {
    long failures = 0;
    Matcher errors =
        Pattern.compile("Socket errors: connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)")
            .matcher(output);
    if (errors.find()) {
      for (int i = 1; i <= 4; i++) {
        failures += Long.parseLong(errors.group(i));
      }
    }
    Matcher bad = Pattern.compile("Non-2xx or 3xx responses: (\\d+)").matcher(output);
    if (bad.find()) {
      failures += Long.parseLong(bad.group(1));
    }
    long answers = Long.parseLong(find(output, "(\\d+) requests in"));
    double perSecond = Double.parseDouble(find(output, "Requests/sec:\\s+([0-9.]+)"));
    return new Result(
        answers,
        answers == 0 ? 0 : perSecond * Math.max(0, answers - failures) / answers,
        millis(find(output, "(?m)^\\s+50%\\s+(\\S+)")),
        millis(find(output, "(?m)^\\s+99%\\s+(\\S+)")),
        failures);
  }

  private static String find(String output, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(output);
    if (!matcher.find()) {
      throw new IllegalStateException("wrk said something unexpected:\n" + output);
    }
    return matcher.group(1);
  }

  private static double millis(String text) {
    if (text.endsWith("us")) {
      return Double.parseDouble(text.substring(0, text.length() - 2)) / 1000;
    }
    if (text.endsWith("ms")) {
      return Double.parseDouble(text.substring(0, text.length() - 2));
    }
    return Double.parseDouble(text.substring(0, text.length() - 1)) * 1000;
  }
}
