package waitingroom.readside;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.japi.pf.PFBuilder;
import akka.persistence.cassandra.query.javadsl.CassandraReadJournal;
import akka.persistence.query.EventEnvelope;
import akka.persistence.query.PersistenceQuery;
import akka.persistence.query.javadsl.CurrentEventsByPersistenceIdQuery;
import akka.stream.javadsl.Source;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import waitingroom.database.Database;
import waitingroom.readside.JournalEntry.Happened;
import waitingroom.readside.JournalEntry.Unreadable;
import waitingroom.room.RoomEvent;
import waitingroom.room.RoomId;
import waitingroom.room.WaitingRooms;

/** The events of a room, in their order, as the database has them. */
public final class RoomJournal {
  private final CurrentEventsByPersistenceIdQuery journal;
  private final Database database;

  public RoomJournal(ActorSystem<?> system) {
    this.journal =
        PersistenceQuery.get(system)
            .getReadJournalFor(CassandraReadJournal.class, CassandraReadJournal.Identifier());
    this.database = new Database(system);
  }

  /** Up to which event the room was deleted while it was closed; 0: it is all there. */
  CompletionStage<Long> deletedTo(RoomId room) {
    return database.deletedTo(WaitingRooms.persistenceId(room));
  }

  /**
   * The events with these sequence numbers, each once and without a gap. Where one is missing or
   * cannot be read, an {@link Unreadable} stands in its place and is the last.
   *
   * @param from first sequence number, at least 1
   * @param to last one; the room must have got so far
   */
  public Source<JournalEntry, NotUsed> read(RoomId room, long from, long to) {
    return Source.fromMaterializer(
            (materializer, attributes) -> {
              AtomicLong next = new AtomicLong(from);
              return journal
                  .currentEventsByPersistenceId(WaitingRooms.persistenceId(room), from, to)
                  .mapConcat(envelope -> entries(envelope, next))
                  .recover(
                      new PFBuilder<Throwable, JournalEntry>()
                          .matchAny(cause -> new Unreadable(next.get(), cause))
                          .build())
                  .concatLazy(Source.lazySource(() -> rest(next.get(), to)));
            })
        .mapMaterializedValue(unused -> NotUsed.getInstance());
  }

  /**
   * A write that Cassandra had timed out and carried out later may have left two events under one
   * number: the second is passed over.
   */
  private static List<JournalEntry> entries(EventEnvelope envelope, AtomicLong next) {
    if (envelope.sequenceNr() < next.get()) {
      return List.of();
    }
    if (envelope.sequenceNr() > next.get()) {
      throw missing(next.get());
    }
    next.incrementAndGet();
    return List.of(new Happened(envelope.sequenceNr(), (RoomEvent) envelope.event()));
  }

  private static Source<JournalEntry, NotUsed> rest(long next, long to) {
    return next > to ? Source.empty() : Source.single(new Unreadable(next, missing(next)));
  }

  private static IllegalStateException missing(long sequenceNr) {
    return new IllegalStateException("the journal has no event " + sequenceNr);
  }
}
