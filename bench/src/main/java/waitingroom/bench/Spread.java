package waitingroom.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** Lowest, median and highest value of several runs. */
record Spread(double low, double median, double high) {
  static <T> Spread of(List<T> runs, ToDoubleFunction<T> measure) {
    double[] sorted = runs.stream().mapToDouble(measure).sorted().toArray();
    return new Spread(sorted[0], sorted[sorted.length / 2], sorted[sorted.length - 1]);
  }

  /** Range from the lowest to the highest, as a percentage of the median. */
  double percent() {
    return median == 0 ? 0 : 100 * (high - low) / median;
  }
}
