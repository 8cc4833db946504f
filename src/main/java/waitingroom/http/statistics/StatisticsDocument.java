package waitingroom.http.statistics;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import waitingroom.forecast.EstimateError;
import waitingroom.readside.Statistics;
import waitingroom.readside.Waits;
import waitingroom.room.Counters;
import waitingroom.room.RoomStatus;

/**
 * A room's statistics, as JSON and as a line of CSV. Counters come from the room, the rest from the
 * projection.
 *
 * @param waitBands not in CSV
 * @param eventsBehind events of the room that the projection has not processed yet
 */
@JsonPropertyOrder({
  "event_id",
  "state",
  "epoch",
  "waiting_num",
  "admitted",
  "active_tokens",
  "completed",
  "abandoned",
  "expired",
  "given_up",
  "no_show_rate",
  "arrivals_per_second",
  "admissions_per_second",
  "waits",
  "wait_p50",
  "wait_p90",
  "wait_p99",
  "wait_bands",
  "estimates",
  "estimate_error_p50",
  "estimate_error_p90",
  "events_behind"
})
record StatisticsDocument(
    @JsonProperty("event_id") String eventId,
    @JsonProperty("state") String state,
    @JsonProperty("epoch") long epoch,
    @JsonProperty("waiting_num") long waiting,
    @JsonProperty("admitted") long admitted,
    @JsonProperty("active_tokens") long active,
    @JsonProperty("completed") long completed,
    @JsonProperty("abandoned") long abandoned,
    @JsonProperty("expired") long expired,
    @JsonProperty("given_up") long givenUp,
    @JsonProperty("no_show_rate") double noShowRate,
    @JsonProperty("arrivals_per_second") double arrivals,
    @JsonProperty("admissions_per_second") double admissions,
    @JsonProperty("waits") long waits,
    @JsonProperty("wait_p50") long waitP50,
    @JsonProperty("wait_p90") long waitP90,
    @JsonProperty("wait_p99") long waitP99,
    @JsonProperty("wait_bands") List<Band> waitBands,
    @JsonProperty("estimates") long estimates,
    @JsonProperty("estimate_error_p50") double estimateErrorP50,
    @JsonProperty("estimate_error_p90") double estimateErrorP90,
    @JsonProperty("events_behind") long eventsBehind) {

  private static final long[] BANDS = {10, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400};

  /**
   * People who waited longer than the previous limit and at most this one.
   *
   * @param upTo seconds; null: no limit
   */
  record Band(@JsonProperty("up_to") @Nullable Long upTo, @JsonProperty("people") long people) {}

  /**
   * @param active live sessions
   */
  static StatisticsDocument of(
      RoomStatus room, long active, Statistics.Now now, EstimateError error) {
    Counters c = room.counters();
    long called = c.expiredQueue() + c.token();
    Waits waits = now.waits();
    return new StatisticsDocument(
        room.room().value(),
        room.phase().name().toLowerCase(Locale.ROOT),
        room.epoch(),
        c.waiting(),
        c.called(),
        active,
        c.completed(),
        c.abandoned(),
        Math.max(0, c.token() - c.completed() - c.abandoned() - active),
        c.expiredQueue(),
        called == 0 ? 0 : c.expiredQueue() / (double) called,
        now.arrivalsPerSecond(),
        now.admissionsPerSecond(),
        waits.count(),
        waits.percentile(50),
        waits.percentile(90),
        waits.percentile(99),
        bands(waits),
        error.samples(),
        error.p50(),
        error.p90(),
        Math.max(0, room.revision() - now.sequenceNr()));
  }

  private static List<Band> bands(Waits waits) {
    long[] people = waits.bands(BANDS);
    List<Band> bands = new ArrayList<>();
    for (int i = 0; i < people.length; i++) {
      bands.add(new Band(i < BANDS.length ? BANDS[i] : null, people[i]));
    }
    return bands;
  }
}
