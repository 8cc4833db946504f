package waitingroom.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Draws the results of {@link RoomBench} as SVG beside the JSON. */
final class RoomCurves {
  private RoomCurves() {}

  static void draw(String of, List<RoomBench.Point> points) throws IOException {
    LineChart chart =
        LineChart.over(
            points.stream().map(point -> String.format(Locale.ROOT, "%,d", point.size())).toList(),
            "a room, over its " + of);
    line(chart, "thousands more a second", "#2e7d32", points, point -> point.perSecond() / 1e3);
    line(chart, "heap, MiB", "#1f6feb", points, point -> point.heap() / 1048576.0);
    line(chart, "recovery, ms", "#a04000", points, point -> point.recovery() * 1e3);
    Path file = Bench.FOLDER.resolve("room-" + of + ".svg");
    Files.writeString(file, chart.svg());
    System.out.println("Drawn: " + file);
  }

  private static void line(
      LineChart chart,
      String name,
      String colour,
      List<RoomBench.Point> points,
      ToDoubleFunction<RoomBench.Point> measure) {
    chart.line(
        name,
        colour,
        points.stream().map(point -> Math.round(measure.applyAsDouble(point))).toList());
  }
}
