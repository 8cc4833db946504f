package waitingroom.forecast;

import akka.actor.typed.ActorSystem;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import waitingroom.room.RoomId;
import waitingroom.room.RoomStatus;
import waitingroom.room.cluster.StatusBoard;

/**
 * How long visitors are likely to wait, room by room, from what this node's status board showed in
 * the last minutes: nothing is asked of anybody. Safe for many threads.
 */
public final class WaitForecasts {
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final double[] ERROR_BUCKETS = {0.05, 0.1, 0.25, 0.5, 1, 2};

  private final StatusBoard board;
  private final MeterRegistry registry;
  private final Clock clock;
  private final ConcurrentMap<RoomId, RoomForecast> rooms = new ConcurrentHashMap<>();

  /** One that looks at the board when it is told to. */
  WaitForecasts(StatusBoard board, MeterRegistry registry, Clock clock) {
    this.board = board;
    this.registry = registry;
    this.clock = clock;
  }

  /** One that looks at the board every second. */
  public static WaitForecasts start(
      ActorSystem<?> system, StatusBoard board, MeterRegistry registry, Clock clock) {
    WaitForecasts forecasts = new WaitForecasts(board, registry, clock);
    system
        .scheduler()
        .scheduleWithFixedDelay(LOOK, LOOK, forecasts::look, system.executionContext());
    return forecasts;
  }

  void look() {
    long second = clock.instant().getEpochSecond();
    for (RoomStatus status : board.all()) {
      of(status.room()).look(status, second);
    }
  }

  private RoomForecast of(RoomId room) {
    RoomForecast known = rooms.get(room);
    return known == null ? rooms.computeIfAbsent(room, this::forecast) : known;
  }

  private RoomForecast forecast(RoomId room) {
    DistributionSummary errors =
        DistributionSummary.builder("waitingroom.estimate.error")
            .description("How far off estimated waits were, as a part of the true wait")
            .tag("room", room.value())
            .serviceLevelObjectives(ERROR_BUCKETS)
            .register(registry);
    return new RoomForecast(errors::record);
  }

  /**
   * Until it is that position's turn; 0 when it is. Empty while the room is paused or closed, and
   * when nobody was called in the last minutes.
   *
   * @param status of the room, as this node's board has it
   */
  public Optional<Estimate> estimate(RoomStatus status, long position) {
    return of(status.room()).estimate(status, position);
  }

  /** How quickly the line moves; empty like an estimate. */
  public Optional<AdmissionRate> rate(RoomStatus status) {
    return of(status.room()).rate(status);
  }

  /** How far off the room's estimates were on this node. */
  public EstimateError error(RoomId room) {
    return of(room).error();
  }
}
