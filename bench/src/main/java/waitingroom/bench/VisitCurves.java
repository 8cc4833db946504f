package waitingroom.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Draws the results of {@link JourneyBench} as SVG beside the JSON. */
final class VisitCurves {
  private static final String JOIN = "assign_queue_num";

  private final String varied;
  private final Map<String, List<JourneyBench.Run>> results;

  private VisitCurves(String varied, Map<String, List<JourneyBench.Run>> results) {
    this.varied = varied;
    this.results = results;
  }

  static void draw(String part, String varied, Map<String, List<JourneyBench.Run>> results)
      throws IOException {
    VisitCurves curves = new VisitCurves(varied, results);
    write(part + "-latency.svg", curves.latency());
    write(part + "-cost.svg", curves.cost());
  }

  private LineChart latency() {
    LineChart chart = chart("a join, microseconds from the intended moment");
    chart.line("p50", "#2e7d32", medians(run -> join(run).p50Millis() * 1000));
    chart.line("p99", "#1f6feb", medians(run -> join(run).p99Millis() * 1000));
    chart.line("p99.9", "#a04000", medians(run -> join(run).p999Millis() * 1000));
    return chart;
  }

  private static Answers.Latencies join(JourneyBench.Run run) {
    Answers.Latencies latencies = run.latencies().get(JOIN);
    if (latencies == null) {
      throw new IllegalStateException("Nobody joined");
    }
    return latencies;
  }

  private LineChart cost() {
    LineChart chart = chart("a visit, microseconds of CPU");
    chart.line("node", "#1f6feb", medians(run -> run.perThousand().nodeSeconds() * 1000));
    chart.line("Cassandra", "#a04000", medians(run -> run.perThousand().cassandraSeconds() * 1000));
    return chart;
  }

  private LineChart chart(String what) {
    return LineChart.over(List.copyOf(results.keySet()), what + ", over the " + varied);
  }

  private List<Long> medians(ToDoubleFunction<JourneyBench.Run> measure) {
    return results.values().stream()
        .map(runs -> Math.round(Spread.of(runs, measure).median()))
        .toList();
  }

  private static void write(String name, LineChart chart) throws IOException {
    Path file = Files.writeString(Bench.FOLDER.resolve(name), chart.svg());
    System.out.println("Drawn: " + file);
  }
}
