package waitingroom.projection;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;

/** Lag and failures of the projections of this node, as gauges. */
public final class ProjectionMeters {
  private final ProgressBoard board;
  private final MultiGauge lagEvents;
  private final MultiGauge lagSeconds;
  private final MultiGauge failed;

  public ProjectionMeters(MeterRegistry registry, ProgressBoard board) {
    this.board = board;
    this.lagEvents =
        MultiGauge.builder("waitingroom.projection.lag.events")
            .description("Events of the room that the projection has not done yet")
            .register(registry);
    this.lagSeconds =
        MultiGauge.builder("waitingroom.projection.lag.seconds")
            .description("For how long the oldest event that is not done has been known")
            .register(registry);
    this.failed =
        MultiGauge.builder("waitingroom.projection.failed")
            .description("1 for a projection that stands still, and tries again; else 0")
            .register(registry);
  }

  public void refresh() {
    List<Row<?>> events = new ArrayList<>();
    List<Row<?>> seconds = new ArrayList<>();
    List<Row<?>> failures = new ArrayList<>();
    for (Progress progress : board.all()) {
      Tags tags = Tags.of("projection", progress.projection(), "room", progress.room().value());
      events.add(Row.of(tags, progress.lagEvents()));
      seconds.add(Row.of(tags, progress.lagSeconds()));
      failures.add(Row.of(tags, progress.failure().isPresent() ? 1 : 0));
    }
    lagEvents.register(events, true);
    lagSeconds.register(seconds, true);
    failed.register(failures, true);
  }
}
