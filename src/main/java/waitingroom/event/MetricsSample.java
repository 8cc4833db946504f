package waitingroom.event;

import io.cloudevents.CloudEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import waitingroom.room.Counters;
import waitingroom.room.RoomStatus;

/**
 * A room's counters, once a minute. Not a journal event: a minute without readers has no sample.
 * Members and their types are the original's (contract, part 4).
 */
final class MetricsSample {
  private static final int SECONDS = 60;

  private MetricsSample() {}

  /** Epoch minute of a time. */
  static long minute(Instant now) {
    return Math.floorDiv(now.getEpochSecond(), SECONDS);
  }

  static CloudEvent of(RoomStatus status, long activeTokens, Instant now) {
    Counters counters = status.counters();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("event_id", status.room().value());
    data.put("num_active_tokens", activeTokens);
    data.put("total_num_tokens", Long.toString(counters.token()));
    data.put("queue_counter", Long.toString(counters.queue()));
    data.put("serving_number", Long.toString(counters.serving()));
    data.put("completed_sessions", Long.toString(counters.completed()));
    data.put("abandoned_sessions", Long.toString(counters.abandoned()));
    Scope scope = new Scope(status.room());
    return Envelopes.of(
        scope, scope.sampleId(minute(now)), EventType.WAITING_ROOM_METRICS, now, data);
  }
}
