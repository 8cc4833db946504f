package waitingroom.events;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.persistence.cassandra.query.javadsl.CassandraReadJournal;
import akka.persistence.query.PersistenceQuery;
import akka.persistence.query.javadsl.CurrentEventsByPersistenceIdQuery;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import waitingroom.database.Database;

/**
 * Reads a journal and goes on as it grows. It asks the database only when there is something to
 * read, so a quiet journal costs nothing.
 */
final class JournalTail {
  /** Told as the newest event where nobody knows it: the database is asked now and then. */
  static final long UNKNOWN = Long.MAX_VALUE;

  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration PAUSE_OF_UNKNOWN = Duration.ofSeconds(1);

  /** What is read. */
  sealed interface Step {

    /** An event of the journal. */
    record Event(long sequenceNr, Object event) implements Step {}

    /** There was nothing more just now. */
    record Quiet() implements Step {}
  }

  private static final Step QUIET = new Step.Quiet();

  private final CurrentEventsByPersistenceIdQuery journal;
  private final Database database;

  JournalTail(ActorSystem<?> system) {
    this.journal =
        PersistenceQuery.get(system)
            .getReadJournalFor(CassandraReadJournal.class, CassandraReadJournal.Identifier());
    this.database = new Database(system);
  }

  /**
   * Every event from that one on, in order and without gaps, and what comes later; where events
   * were deleted, it begins behind them. Never completes. Fails when the database does, and when it
   * lacks an event that is known to be there.
   *
   * @param newest the sequence number of the newest event that is known, or {@link #UNKNOWN}
   */
  Source<Step, NotUsed> from(String persistenceId, long first, LongSupplier newest) {
    return Source.lazyCompletionStageSource(
            () ->
                database
                    .deletedTo(persistenceId)
                    .thenApply(
                        deleted -> rounds(persistenceId, Math.max(first, deleted + 1), newest)))
        .mapMaterializedValue(ignored -> NotUsed.getInstance());
  }

  private Source<Step, NotUsed> rounds(String persistenceId, long first, LongSupplier newest) {
    AtomicLong next = new AtomicLong(first);
    return Source.repeat(QUIET)
        .flatMapConcat(again -> round(persistenceId, next, newest.getAsLong()));
  }

  private Source<Step, NotUsed> round(String persistenceId, AtomicLong next, long newest) {
    if (newest < next.get()) {
      return quiet(PAUSE);
    }
    return journal
        .currentEventsByPersistenceId(persistenceId, next.get(), newest)
        .<Step>mapConcat(
            envelope -> step(persistenceId, next, envelope.sequenceNr(), envelope.event()))
        .concatLazy(Source.lazySource(() -> end(persistenceId, next.get(), newest)));
  }

  /**
   * A write that Cassandra had timed out and carried out later may have left two events under one
   * number: the second is passed over, as the tables of the read side do.
   */
  private static List<Step> step(
      String persistenceId, AtomicLong next, long sequenceNr, Object event) {
    if (sequenceNr < next.get()) {
      return List.of();
    }
    if (sequenceNr != next.getAndIncrement()) {
      throw gap(persistenceId, sequenceNr);
    }
    return List.of(new Step.Event(sequenceNr, event));
  }

  private static Source<Step, NotUsed> end(String persistenceId, long next, long newest) {
    if (newest == UNKNOWN) {
      return quiet(PAUSE_OF_UNKNOWN);
    }
    return next > newest ? Source.empty() : Source.failed(gap(persistenceId, next));
  }

  private static Source<Step, NotUsed> quiet(Duration pause) {
    return Source.single(QUIET).initialDelay(pause);
  }

  private static IllegalStateException gap(String persistenceId, long sequenceNr) {
    return new IllegalStateException(
        "The journal of %s cannot be read without a gap around event %s right now"
            .formatted(persistenceId, sequenceNr));
  }
}
