package waitingroom.readside;

import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.ShardedDaemonProcessSettings;
import akka.cluster.sharding.typed.javadsl.ShardedDaemonProcess;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import waitingroom.projection.ProgressBoard;
import waitingroom.projection.ProjectionMeters;
import waitingroom.projection.ProjectionSettings;
import waitingroom.projection.ProjectionWorker;
import waitingroom.projection.RoomProjection;
import waitingroom.room.RoomId;
import waitingroom.room.cluster.StatusBoard;
import waitingroom.store.JournalReader;
import waitingroom.ticket.RequestIds;

/**
 * The read side: tables, the projections that fill them from the journal, and their progress. The
 * projections of all rooms are shared among workers on all nodes.
 */
public final class ReadSide {
  private static final double[] WAIT_BUCKETS = {
    1, 5, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200, 14_400, 43_200, 86_400
  };

  private final ProgressBoard progress = new ProgressBoard();
  private final ProjectionMeters meters;
  private final ExpiredTokens expiredTokens;
  private final Statistics statistics;
  private final EndedSessions endedSessions;

  /** Starts the workers of this node. */
  public ReadSide(
      ActorSystem<?> system,
      JournalReader journals,
      StatusBoard rooms,
      RequestIds requestIds,
      ProjectionSettings settings,
      MeterRegistry registry,
      Clock clock) {
    Tables tables = new Tables(system);
    StatisticsTable table = new StatisticsTable(tables, settings.keepStatistics());
    this.meters = new ProjectionMeters(registry, progress);
    Freshness freshness = new Freshness(system, tables, rooms, ReadSideNames.TOKENS);
    this.expiredTokens = new ExpiredTokens(system, tables, freshness, requestIds, clock);
    this.endedSessions = new EndedSessions(tables, freshness);
    this.statistics = new Statistics(system, table, settings.keepStatistics(), clock);
    List<RoomProjection> projections =
        List.of(tokens(system, tables), statistics(system, tables, table, registry));
    ShardedDaemonProcess.get(system)
        .init(
            ProjectionWorker.Command.class,
            "projections",
            settings.workers(),
            number ->
                ProjectionWorker.create(
                    new ProjectionWorker.Dependencies(
                        number,
                        settings.workers(),
                        settings.idleAfter(),
                        rooms,
                        journals,
                        projections,
                        progress)),
            ShardedDaemonProcessSettings.create(system),
            Optional.of(ProjectionWorker.Command.STOP));
  }

  private static RoomProjection tokens(ActorSystem<?> system, Tables tables) {
    return new RoomProjection(
        ReadSideNames.TOKENS,
        room -> stored -> stored.get().thenApply(offset -> offset.orElse(0L)),
        room -> new TokensHandler(system, tables, room),
        200,
        Duration.ofMillis(100));
  }

  /**
   * Starts after the event recorded in the row of statistics, which is more exact than the offset.
   */
  private static RoomProjection statistics(
      ActorSystem<?> system, Tables tables, StatisticsTable table, MeterRegistry registry) {
    return new RoomProjection(
        ReadSideNames.STATISTICS,
        room -> stored -> reached(table, room),
        room -> new StatisticsHandler(system, room, tables, table, waits(registry, room)),
        500,
        Duration.ofMillis(500));
  }

  private static CompletionStage<Long> reached(StatisticsTable table, RoomId room) {
    return table.read(room).thenApply(row -> row.map(TallyMemory::sequenceNr).orElse(0L));
  }

  private static DistributionSummary waits(MeterRegistry registry, RoomId room) {
    return DistributionSummary.builder("waitingroom.wait.seconds")
        .description("From a visitor's entry to the token, as the statistics take it in")
        .tag("room", room.value())
        .serviceLevelObjectives(WAIT_BUCKETS)
        .register(registry);
  }

  public ExpiredTokens expiredTokens() {
    return expiredTokens;
  }

  public Statistics statistics() {
    return statistics;
  }

  public EndedSessions endedSessions() {
    return endedSessions;
  }

  /** One sentence per stalled projection of this node. */
  public List<String> failures() {
    return progress.failures();
  }

  /** Updates the gauges; call before they are read. */
  public void refreshMeters() {
    meters.refresh();
  }
}
