package waitingroom.http.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import waitingroom.room.Counters;
import waitingroom.room.RoomStatus;
import waitingroom.room.cluster.StatusBoard;

/**
 * Counters of all rooms from this node's board. Every node shows the same: add up over rooms, not
 * over nodes.
 */
final class RoomGauges {
  private final StatusBoard board;
  private final MultiGauge counters;

  RoomGauges(MeterRegistry registry, StatusBoard board) {
    this.board = board;
    this.counters =
        MultiGauge.builder("waitingroom.room")
            .description("Counters of each room, as every node knows them")
            .register(registry);
  }

  void refresh() {
    List<Row<?>> rows = new ArrayList<>();
    for (RoomStatus status : board.all()) {
      Counters c = status.counters();
      rows.add(row(status, "queue", c.queue()));
      rows.add(row(status, "serving", c.serving()));
      rows.add(row(status, "token", c.token()));
      rows.add(row(status, "completed", c.completed()));
      rows.add(row(status, "abandoned", c.abandoned()));
      rows.add(row(status, "expired_queue", c.expiredQueue()));
      rows.add(row(status, "waiting", c.waiting()));
    }
    counters.register(rows, true);
  }

  private static Row<?> row(RoomStatus status, String counter, long value) {
    return Row.of(Tags.of("room", status.room().value(), "counter", counter), value);
  }
}
