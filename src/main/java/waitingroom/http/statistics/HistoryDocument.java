package waitingroom.http.statistics;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;
import waitingroom.readside.Figures;
import waitingroom.readside.HistoryPoint;
import waitingroom.readside.HistoryWindow;
import waitingroom.room.RoomId;

/**
 * A room over time.
 *
 * @param step seconds
 */
record HistoryDocument(
    @JsonProperty("event_id") String eventId,
    @JsonProperty("from") String from,
    @JsonProperty("to") String to,
    @JsonProperty("step") long step,
    @JsonProperty("points") List<Point> points) {

  /**
   * One step, as JSON and as a line of CSV.
   *
   * @param time of its start, RFC 3339
   */
  @JsonPropertyOrder({
    "time",
    "joined",
    "admitted",
    "tokens",
    "completed",
    "abandoned",
    "given_up",
    "waiting_num",
    "serving_counter",
    "active_tokens",
    "wait_p50",
    "wait_p90",
    "wait_p99"
  })
  record Point(
      @JsonProperty("time") String time,
      @JsonProperty("joined") long joined,
      @JsonProperty("admitted") long admitted,
      @JsonProperty("tokens") long tokens,
      @JsonProperty("completed") long completed,
      @JsonProperty("abandoned") long abandoned,
      @JsonProperty("given_up") long givenUp,
      @JsonProperty("waiting_num") long waiting,
      @JsonProperty("serving_counter") long serving,
      @JsonProperty("active_tokens") long active,
      @JsonProperty("wait_p50") long waitP50,
      @JsonProperty("wait_p90") long waitP90,
      @JsonProperty("wait_p99") long waitP99) {

    static Point of(HistoryPoint point) {
      Figures figures = point.figures();
      return new Point(
          rfc3339(point.from()),
          figures.joined(),
          figures.admitted(),
          figures.tokens(),
          figures.completed(),
          figures.abandoned(),
          figures.givenUp(),
          figures.waiting(),
          figures.serving(),
          figures.active(),
          figures.waits().percentile(50),
          figures.waits().percentile(90),
          figures.waits().percentile(99));
    }
  }

  static HistoryDocument of(RoomId room, HistoryWindow window, List<HistoryPoint> points) {
    return new HistoryDocument(
        room.value(),
        rfc3339(window.from()),
        rfc3339(window.until()),
        window.step(),
        points.stream().map(Point::of).toList());
  }

  private static String rfc3339(long epochSecond) {
    return Instant.ofEpochSecond(epochSecond).toString();
  }
}
