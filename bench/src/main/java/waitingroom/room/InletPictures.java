package waitingroom.room;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import waitingroom.bench.LineChart;
import waitingroom.inlet.AlarmState;

/**
 * Draws the serving counter under each inlet: the rules of a room in virtual time, each with the
 * same crowd and the same shop. {@code make pictures} writes the files into {@code docs}.
 */
final class InletPictures {
  static final Path FOLDER = Path.of("docs", "inlets");

  /** Start of a full minute, because a periodic inlet moves then. */
  private static final long START_MILLIS = 28_000_000L * 60_000;

  private static final int SECONDS = 600;
  private static final int STAY_SECONDS = 60;
  private static final int TICKS_PER_SECOND = (int) (1000 / LineRun.TICK_MILLIS);

  private InletPictures() {}

  public static void main(String[] args) throws IOException {
    Files.createDirectories(FOLDER);
    for (Map.Entry<String, String> picture : all().entrySet()) {
      Files.writeString(FOLDER.resolve(picture.getKey()), picture.getValue());
    }
  }

  /** Pictures by file name. */
  static Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("manual.svg", manual());
    all.put("periodic.svg", periodic());
    all.put("max_size.svg", maxSize());
    all.put("capacity.svg", capacity());
    return all;
  }

  private static String manual() {
    var chart =
        LineChart.overMinutes(
            "manual: an operator lets in 60 after two minutes, 120 after five, 90 after eight");
    Map<Integer, Long> moves = Map.of(120, 60L, 300, 120L, 480, 90L);
    return drawn(
        chart,
        "{'strategy': 'manual'}",
        (run, second) -> {
          if (moves.containsKey(second)) {
            run.increment(moves.get(second));
          }
        });
  }

  private static String periodic() {
    var chart = LineChart.overMinutes("periodic: 30 every minute, held while the alarm rings");
    chart.span("ALARM", 250, 390);
    return drawn(
        chart,
        "{'strategy': 'periodic', 'increment_by': 30, 'alarm': 'checkout'}",
        (run, second) ->
            run.setAlarm(
                "checkout", second >= 250 && second < 390 ? AlarmState.ALARM : AlarmState.OK));
  }

  /**
   * Draws {@code max_size}: every fifteen seconds the shop reports how many left; in the first half
   * minute it asks for as many as it can take.
   */
  private static String maxSize() {
    var chart = LineChart.overMinutes("max_size 60: as many come in as the shop says have left");
    return drawn(
        chart,
        "{'strategy': 'max_size', 'max_size': 60}",
        (run, second) -> {
          if (second % 15 == 0) {
            run.maxSize(second <= 30 ? 60L : 12L, List.of());
          }
        });
  }

  private static String capacity() {
    var chart = LineChart.overMinutes("capacity: at most 60 inside, at most 90 new ones a minute");
    return drawn(
        chart,
        "{'strategy': 'capacity', 'total_active_users': 60, 'new_users_per_minute': 90}",
        (run, second) -> {});
  }

  private static String drawn(
      LineChart chart, String inlet, BiConsumer<LineRun, Integer> everySecond) {
    LineRun run =
        new LineRun(
            START_MILLIS,
            1000,
            TestSettings.of("'queue_position_expiry_period': 90, 'inlet': " + inlet));
    List<Long> queue = new ArrayList<>();
    List<Long> serving = new ArrayList<>();
    List<Long> inside = new ArrayList<>();
    ArrayDeque<List<Long>> guests = new ArrayDeque<>();
    for (int second = 0; second <= SECONDS; second++) {
      queue.add(run.state().counters().queue());
      serving.add(run.state().counters().serving());
      inside.add(run.state().inside());
      join(run, second);
      everySecond.accept(run, second);
      shop(run, guests);
      run.tick(TICKS_PER_SECOND);
    }
    chart.line("positions", "#9aa5b1", queue);
    chart.line("serving counter", "#1f6feb", serving);
    chart.line("people inside", "#2e7d32", inside);
    return chart.svg();
  }

  /** Joins two visitors a second for three minutes, then one every four seconds. */
  private static void join(LineRun run, int second) {
    if (second < 180) {
      run.join(2);
    } else if (second % 4 == 0) {
      run.join(1);
    }
  }

  /** Lets nine in ten called visitors fetch the token immediately and stay for a minute. */
  private static void shop(LineRun run, ArrayDeque<List<Long>> guests) {
    List<Long> coming = run.awaited().stream().filter(position -> position % 10 != 0).toList();
    if (!coming.isEmpty()) {
      run.claim(coming);
    }
    guests.addLast(coming);
    if (guests.size() > STAY_SECONDS) {
      List<Long> leaving = guests.removeFirst();
      if (!leaving.isEmpty()) {
        run.end(leaving);
      }
    }
  }
}
