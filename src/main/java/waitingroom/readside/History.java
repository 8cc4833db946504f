package waitingroom.readside;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sums minutes into the steps of a window. Mutable, for one thread at a time. */
final class History {
  private static final long SECONDS_PER_MINUTE = 60;

  private final HistoryWindow window;
  private final @Nullable Figures[] steps;

  History(HistoryWindow window) {
    this.window = window;
    this.steps = new Figures[window.points()];
  }

  /** Adds the next minute. */
  void add(Minute minute) {
    long second = minute.number() * SECONDS_PER_MINUTE;
    int index = (int) Math.floorDiv(second - window.from(), window.step());
    if (index >= 0 && index < steps.length) {
      Figures before = steps[index];
      steps[index] = before == null ? minute.figures() : before.plus(minute.figures());
    }
  }

  /** Every step; the state before the first minute of the window is unknown and shown as 0. */
  List<HistoryPoint> points() {
    List<HistoryPoint> all = new ArrayList<>(steps.length);
    Figures last = Figures.none();
    for (int index = 0; index < steps.length; index++) {
      Figures step = steps[index];
      last = step == null ? last.unchanged() : step;
      all.add(new HistoryPoint(window.from() + index * window.step(), last));
    }
    return all;
  }
}
