package waitingroom.bench;

import java.util.Locale;
import waitingroom.room.StateWeight;
import waitingroom.room.StateWeight.Weight;

/** Heap and snapshot size of a room that two million visitors pass through in two virtual hours. */
final class WeightBench {
  private static final int VISITORS = 2_000_000;

  private WeightBench() {}

  static void run() {
    try (StateWeight room = new StateWeight(VISITORS)) {
      Weight full = room.whenAllHaveCome();
      print("after two hours", full);
      Weight gone = room.whenAllHaveLeft();
      print("everybody gone", gone);
      atMost(full.heap(), 200 * full.inside());
      atMost(full.snapshot(), 20 * full.inside());
      atMost(gone.heap(), 3L * VISITORS);
      atMost(gone.snapshot(), VISITORS / 3);
    }
  }

  private static void atMost(long bytes, long max) {
    if (bytes > max) {
      throw new IllegalStateException(
          "The room weighs %,d bytes, at most %,d are expected".formatted(bytes, max));
    }
  }

  private static void print(String when, Weight weight) {
    System.out.printf(
        Locale.ROOT,
        "%s: %,d joined, %,d wait, %,d inside, heap %,d KiB, snapshot %,d KiB%n",
        when,
        weight.joined(),
        weight.waiting(),
        weight.inside(),
        weight.heap() >> 10,
        weight.snapshot() >> 10);
  }
}
