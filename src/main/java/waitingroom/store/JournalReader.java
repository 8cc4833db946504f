package waitingroom.store;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.japi.pf.PFBuilder;
import akka.persistence.cassandra.query.javadsl.CassandraReadJournal;
import akka.persistence.query.EventEnvelope;
import akka.persistence.query.PersistenceQuery;
import akka.persistence.query.javadsl.CurrentEventsByPersistenceIdQuery;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import waitingroom.store.Unavailable.Subject;

/**
 * Reads a journal by persistence id: each event once, in order and without gaps.
 *
 * <p>A write that timed out but was applied later may have left two events under one number; the
 * second is skipped. An event in a later format than this version reads counts as unreadable, and
 * so does every event once the cluster writes in one.
 */
public final class JournalReader {
  /** Stands for an unknown newest event: the database is polled once a second. */
  public static final long UNKNOWN = Long.MAX_VALUE;

  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration PAUSE_OF_UNKNOWN = Duration.ofSeconds(1);
  private static final Quiet QUIET = new Quiet();

  /** Content of the journal at one sequence number. */
  public sealed interface Entry {

    /** Starts at 1. */
    long sequenceNr();
  }

  /** Step of a reader that follows a journal. */
  public sealed interface Step {}

  /** An event. */
  public record Event(long sequenceNr, Object event) implements Entry, Step {}

  /** A gap or an unreadable event; nothing after it is known. */
  public record Unreadable(long sequenceNr, Throwable cause) implements Entry {}

  /** The end of the journal for now. */
  public record Quiet() implements Step {}

  private final CurrentEventsByPersistenceIdQuery journal;
  private final Database database;
  private final FormatBoard formats;

  public JournalReader(ActorSystem<?> system, FormatBoard formats) {
    this.journal =
        PersistenceQuery.get(system)
            .getReadJournalFor(CassandraReadJournal.class, CassandraReadJournal.Identifier());
    this.database = new Database(system);
    this.formats = formats;
  }

  /** Sequence number of the last deleted event; 0 if none was deleted. */
  public CompletionStage<Long> deletedTo(String persistenceId) {
    return database.deletedTo(persistenceId);
  }

  /**
   * Reads the events with these sequence numbers. Ends with an {@link Unreadable} in place of the
   * first that is missing or unreadable.
   *
   * @param from first sequence number, at least 1
   * @param to last sequence number, which the journal must have reached
   */
  public Source<Entry, NotUsed> read(String persistenceId, long from, long to) {
    return Source.fromMaterializer(
            (materializer, attributes) -> {
              AtomicLong next = new AtomicLong(from);
              return journal
                  .currentEventsByPersistenceId(persistenceId, from, to)
                  .mapConcat(envelope -> once(persistenceId, next, envelope))
                  .map(Entry.class::cast)
                  .recover(
                      new PFBuilder<Throwable, Entry>()
                          .matchAny(cause -> new Unreadable(next.get(), cause))
                          .build())
                  .concatLazy(Source.lazySource(() -> missing(persistenceId, next.get(), to)));
            })
        .mapMaterializedValue(unused -> NotUsed.getInstance());
  }

  private static Source<Entry, NotUsed> missing(String persistenceId, long next, long to) {
    return next > to
        ? Source.empty()
        : Source.single(new Unreadable(next, gap(persistenceId, next)));
  }

  /**
   * Follows the journal from an event on, or from the first after deleted ones. The database is
   * read only while {@code newest} is ahead, so a quiet journal costs nothing. Never completes;
   * fails if the database does or an event is missing.
   *
   * @param newest sequence number of the newest known event, or {@link #UNKNOWN}
   */
  public Source<Step, NotUsed> follow(String persistenceId, long first, LongSupplier newest) {
    return database.orUnavailable(
        Source.lazyCompletionStageSource(
                () ->
                    deletedTo(persistenceId)
                        .thenApply(
                            deleted -> rounds(persistenceId, Math.max(first, deleted + 1), newest)))
            .mapMaterializedValue(ignored -> NotUsed.getInstance()));
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
        .mapConcat(envelope -> once(persistenceId, next, envelope))
        .map(Step.class::cast)
        .concatLazy(Source.lazySource(() -> end(persistenceId, next.get(), newest)));
  }

  private static Source<Step, NotUsed> end(String persistenceId, long next, long newest) {
    if (newest == UNKNOWN) {
      return quiet(PAUSE_OF_UNKNOWN);
    }
    return next > newest ? Source.empty() : Source.failed(gap(persistenceId, next));
  }

  private static Source<Step, NotUsed> quiet(Duration pause) {
    return Source.<Step>single(QUIET).initialDelay(pause);
  }

  private List<Event> once(String persistenceId, AtomicLong next, EventEnvelope envelope) {
    if (envelope.sequenceNr() < next.get()) {
      return List.of();
    }
    if (envelope.sequenceNr() > next.get()) {
      throw gap(persistenceId, next.get());
    }
    formats.requireNewEnough(persistenceId);
    Object event = formats.readable(persistenceId, envelope.event());
    next.incrementAndGet();
    return List.of(new Event(envelope.sequenceNr(), event));
  }

  /** Cassandra may show the event a moment later. */
  private static Unavailable gap(String persistenceId, long sequenceNr) {
    return new Unavailable(
        Subject.DATABASE,
        "The journal of %s has no event %s right now".formatted(persistenceId, sequenceNr));
  }
}
