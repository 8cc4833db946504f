package waitingroom.http.statistics;

import java.util.concurrent.CompletionStage;
import waitingroom.forecast.WaitForecasts;
import waitingroom.http.room.KnownRooms;
import waitingroom.readside.Statistics;
import waitingroom.room.RoomId;
import waitingroom.room.cluster.WaitingRooms;

/** The current statistics of rooms. */
public final class RoomNumbers {
  private final WaitingRooms rooms;
  private final KnownRooms known;
  private final Statistics statistics;
  private final WaitForecasts forecasts;

  public RoomNumbers(
      WaitingRooms rooms, KnownRooms known, Statistics statistics, WaitForecasts forecasts) {
    this.rooms = rooms;
    this.known = known;
    this.statistics = statistics;
    this.forecasts = forecasts;
  }

  /** Fails when the room or the database does not answer. */
  CompletionStage<StatisticsDocument> of(RoomId room) {
    return rooms
        .activeSessions(room)
        .thenApply(outcome -> outcome.<Long>fold(count -> count, closed -> 0L))
        .thenCombine(
            statistics.now(room),
            (active, now) ->
                StatisticsDocument.of(known.of(room), active, now, forecasts.error(room)));
  }
}
