package waitingroom.alarm.watch;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.stream.KillSwitches;
import akka.stream.RestartSettings;
import akka.stream.UniqueKillSwitch;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.RestartSource;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waitingroom.alarm.AlarmEvent.AlarmsSet;
import waitingroom.alarm.Alarms;
import waitingroom.store.Database;
import waitingroom.store.JournalReader;
import waitingroom.store.JournalReader.Event;
import waitingroom.store.WriteTimes;

/**
 * Follows the journal of the alarms and passes each change to a step, in order and at least once;
 * progress is saved after each.
 */
final class JournalFollower {
  private static final Logger log = LoggerFactory.getLogger(JournalFollower.class);
  private static final RestartSettings RESTARTS =
      RestartSettings.create(Duration.ofSeconds(1), Duration.ofMinutes(1), 0.2);

  /** Handler of a change, called again after a failure. */
  interface Step {
    CompletionStage<Done> take(long sequenceNr, AlarmsSet change);
  }

  private final ActorSystem<?> system;
  private final Database database;
  private final WriteTimes times;
  private final JournalReader journal;

  JournalFollower(
      ActorSystem<?> system, Database database, WriteTimes times, JournalReader journal) {
    this.system = system;
    this.database = database;
    this.times = times;
    this.journal = journal;
  }

  /**
   * Starts a follower.
   *
   * @param name key of its saved progress
   * @return stops it
   */
  Runnable follow(String name, Step step) {
    AtomicLong written = new AtomicLong(Long.MIN_VALUE);
    UniqueKillSwitch kill =
        RestartSource.onFailuresWithBackoff(
                RESTARTS,
                () ->
                    Source.completionStage(progress(name, written))
                        .flatMapConcat(
                            last ->
                                journal.follow(
                                    Alarms.persistenceId(), last + 1, () -> JournalReader.UNKNOWN))
                        .mapAsync(1, read -> take(name, written, step, read)))
            .viaMat(KillSwitches.single(), Keep.right())
            .to(Sink.ignore())
            .run(system);
    return kill::shutdown;
  }

  private CompletionStage<Done> take(
      String name, AtomicLong written, Step step, JournalReader.Step read) {
    if (!(read instanceof Event event)) {
      return CompletableFuture.completedStage(Done.getInstance());
    }
    CompletionStage<Done> taken =
        event.event() instanceof AlarmsSet change
            ? step.take(event.sequenceNr(), change)
            : CompletableFuture.completedStage(Done.getInstance());
    return taken
        .thenCompose(
            done ->
                database.write(
                    "INSERT INTO ks.alarm_progress (follower, sequence_nr) VALUES (?, ?)"
                        + " USING TIMESTAMP ?",
                    name,
                    event.sequenceNr(),
                    written.updateAndGet(times::after)))
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                log.warn(
                    "Will retry a change of alarms: follower={} cause={}",
                    name,
                    failure.toString());
              }
            });
  }

  /**
   * Reads the number of the last change that was taken.
   *
   * @param written learns when it was written: this node's clock may be behind
   */
  private CompletionStage<Long> progress(String name, AtomicLong written) {
    return database
        .read(
            "SELECT sequence_nr, writetime(sequence_nr) FROM ks.alarm_progress WHERE follower = ?",
            name)
        .thenApply(
            rows -> {
              written.accumulateAndGet(WriteTimes.latest(rows), Math::max);
              return rows.isEmpty() ? 0L : rows.get(0).getLong("sequence_nr");
            });
  }
}
