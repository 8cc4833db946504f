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
 * Estimates of visitors' waits per room, from this node's status board in the last minutes: no
 * messages are sent. Thread-safe.
 */
public final class WaitForecasts {
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final double[] ERROR_BUCKETS = {0.05, 0.1, 0.25, 0.5, 1, 2};

  private final StatusBoard board;
  private final MeterRegistry registry;
  private final Clock clock;
  private final ConcurrentMap<RoomId, RoomForecast> rooms = new ConcurrentHashMap<>();

  /** Reads the board only when told to. */
  public WaitForecasts(StatusBoard board, MeterRegistry registry, Clock clock) {
    this.board = board;
    this.registry = registry;
    this.clock = clock;
  }

  /** Starts forecasts that read the board every second. */
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
   * The estimated wait of a position; 0 when its turn has come. Empty while the room is paused or
   * closed, and when nobody was called in the last minutes.
   *
   * @param status the room's, from this node's board
   */
  public Optional<Estimate> estimate(RoomStatus status, long position) {
    return of(status.room()).estimate(status, position);
  }

  /** The rate of the line; empty when {@link #estimate} is. */
  public Optional<AdmissionRate> rate(RoomStatus status) {
    return of(status.room()).rate(status);
  }

  /** The error of the room's estimates on this node. */
  public EstimateError error(RoomId room) {
    return of(room).error();
  }
}
