package waitingroom.readside;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adds minutes up to the steps of a window. Mutable, for one thread at a time. */
final class History {
  private static final long SECONDS_PER_MINUTE = 60;

  private final HistoryWindow window;
  private final @Nullable HistoryPoint[] points;

  History(HistoryWindow window) {
    this.window = window;
    this.points = new HistoryPoint[window.points()];
  }

  /** Takes in a minute; they come in their order. */
  void add(Minute minute) {
    long second = minute.minute() * SECONDS_PER_MINUTE;
    int index = (int) Math.floorDiv(second - window.from(), window.step());
    if (index < 0 || index >= points.length) {
      return;
    }
    HistoryPoint before = points[index];
    points[index] = before == null ? first(index, minute) : sum(before, minute);
  }

  private HistoryPoint first(int index, Minute minute) {
    return sum(new HistoryPoint(start(index), 0, 0, 0, 0, 0, 0, 0, 0, 0, new Waits()), minute);
  }

  private static HistoryPoint sum(HistoryPoint point, Minute minute) {
    point.waits().add(minute.waits());
    return new HistoryPoint(
        point.from(),
        point.joined() + minute.joined(),
        point.admitted() + minute.admitted(),
        point.tokens() + minute.tokens(),
        point.completed() + minute.completed(),
        point.abandoned() + minute.abandoned(),
        point.givenUp() + minute.givenUp(),
        minute.waiting(),
        minute.serving(),
        minute.active(),
        point.waits());
  }

  /** Every step. Where the line stood before the first minute of the window is not known: 0. */
  List<HistoryPoint> points() {
    List<HistoryPoint> all = new ArrayList<>(points.length);
    long waiting = 0;
    long serving = 0;
    long active = 0;
    for (int index = 0; index < points.length; index++) {
      HistoryPoint point = points[index];
      if (point == null) {
        point =
            new HistoryPoint(start(index), 0, 0, 0, 0, 0, 0, waiting, serving, active, new Waits());
      }
      waiting = point.waiting();
      serving = point.serving();
      active = point.active();
      all.add(point);
    }
    return all;
  }

  private long start(int index) {
    return window.from() + index * window.step();
  }
}
