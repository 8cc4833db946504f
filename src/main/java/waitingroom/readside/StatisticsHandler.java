package waitingroom.readside;

import akka.Done;
import akka.actor.typed.ActorSystem;
import io.micrometer.core.instrument.DistributionSummary;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import waitingroom.projection.EventHandler;
import waitingroom.readside.Tables.Write;
import waitingroom.room.EntryTimes;
import waitingroom.room.RoomEvent;
import waitingroom.room.RoomEvent.Grant;
import waitingroom.room.RoomEvent.PositionsAssigned;
import waitingroom.room.RoomEvent.RoomOpened;
import waitingroom.room.RoomEvent.RoomReset;
import waitingroom.room.RoomEvent.TokensGranted;
import waitingroom.room.RoomId;

/**
 * Fills the tables of statistics for one room. Sums are not idempotent, so the row that holds them
 * also records the last event they include, and repeated events are skipped.
 */
final class StatisticsHandler extends EventHandler {
  private static final CompletionStage<Done> DONE =
      CompletableFuture.completedStage(Done.getInstance());

  private final RoomId room;
  private final Tables tables;
  private final StatisticsTable statistics;
  private final PositionTable positions;
  private final Partitions partitions;
  private final DistributionSummary waits;
  private final EntryTimes times = new EntryTimes();
  private @Nullable RoomTally tally;
  private long saved;

  /**
   * @param waits records each wait from entry to token, in seconds
   */
  StatisticsHandler(
      ActorSystem<?> system,
      RoomId room,
      Tables tables,
      StatisticsTable statistics,
      DistributionSummary waits) {
    this.room = room;
    this.partitions = new Partitions(system, tables, room);
    this.tables = tables;
    this.statistics = statistics;
    this.positions = new PositionTable(tables, room);
    this.waits = waits;
  }

  @Override
  protected CompletionStage<Done> prepare(long sequenceNr) {
    return statistics
        .read(room)
        .thenApply(
            memory -> {
              RoomTally read = new RoomTally(memory.orElseGet(TallyMemory::none));
              tally = read;
              saved = read.sequenceNr();
              return Done.getInstance();
            });
  }

  private RoomTally tally() {
    return Objects.requireNonNull(tally);
  }

  @Override
  protected CompletionStage<Done> take(long sequenceNr, RoomEvent event) {
    if (sequenceNr <= tally().sequenceNr()) {
      return DONE;
    }
    if (event instanceof TokensGranted granted) {
      long[] all =
          granted.grants().stream().map(Grant::positions).flatMapToLong(Arrays::stream).toArray();
      return positions
          .load(tally().epoch(), times, all)
          .thenApply(done -> apply(sequenceNr, event));
    }
    if (event instanceof PositionsAssigned assigned) {
      times.assigned(assigned);
    } else if (event instanceof RoomOpened || event instanceof RoomReset) {
      times.startEpoch();
    }
    apply(sequenceNr, event);
    return DONE;
  }

  private Done apply(long sequenceNr, RoomEvent event) {
    tally().apply(sequenceNr, event, times::of, waits::record);
    return Done.getInstance();
  }

  @Override
  protected CompletionStage<Done> save() {
    RoomTally now = tally();
    if (now.sequenceNr() == saved) {
      return DONE;
    }
    TallyMemory memory = now.memory();
    List<Write> runs = positions.unsaved(now.epoch(), times);
    List<Long> buckets =
        runs.stream().map(run -> (Long) run.partition().get(2)).distinct().toList();
    return partitions
        .remember(now.epoch(), PositionTable.KIND, buckets)
        .thenCompose(done -> tables.writeAll(runs))
        .thenCompose(done -> statistics.save(room, memory, now.minutes()))
        .thenApply(
            done -> {
              times.saved();
              now.saved();
              saved = memory.sequenceNr();
              return done;
            });
  }
}
