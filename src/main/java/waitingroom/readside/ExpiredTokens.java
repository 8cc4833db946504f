package waitingroom.readside;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.persistence.cassandra.query.javadsl.CassandraReadJournal;
import akka.persistence.query.PersistenceQuery;
import akka.persistence.query.javadsl.CurrentEventsByPersistenceIdQuery;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waitingroom.room.RoomEvent;
import waitingroom.room.RoomId;
import waitingroom.room.Unavailable;
import waitingroom.room.WaitingRooms;
import waitingroom.token.RequestIds;

/**
 * The request ids whose token has expired, read from the room's journal: neither the room nor a
 * table keeps them. Costs one pass over the events of the room.
 */
public final class ExpiredTokens {
  private static final Logger log = LoggerFactory.getLogger(ExpiredTokens.class);
  private static final int IDS_PER_CHUNK = 500;

  private final ActorSystem<?> system;
  private final CurrentEventsByPersistenceIdQuery journal;
  private final RequestIds requestIds;
  private final Clock clock;

  public ExpiredTokens(ActorSystem<?> system, RequestIds requestIds, Clock clock) {
    this.system = system;
    this.journal =
        PersistenceQuery.get(system)
            .getReadJournalFor(CassandraReadJournal.class, CassandraReadJournal.Identifier());
    this.requestIds = requestIds;
    this.clock = clock;
  }

  /**
   * A bare JSON array of request ids, the first to expire first, whatever their session status
   * (contract 2.5).
   */
  public CompletionStage<Source<ByteString, NotUsed>> json(RoomId room) {
    return journal
        .currentEventsByPersistenceId(WaitingRooms.persistenceId(room), 0, Long.MAX_VALUE)
        .map(envelope -> (RoomEvent) envelope.event())
        .runFold(new TokenHistory(), TokenHistory::with, system)
        .thenApply(history -> json(room, history))
        .exceptionallyCompose(failure -> CompletableFuture.failedStage(unreadable(room, failure)));
  }

  private static Unavailable unreadable(RoomId room, Throwable failure) {
    log.warn("The journal cannot be read: room={} cause={}", room, failure.toString());
    return new Unavailable("The journal cannot be read right now");
  }

  private Source<ByteString, NotUsed> json(RoomId room, TokenHistory history) {
    long now = clock.instant().getEpochSecond();
    return Source.fromIterator(() -> history.expiredBefore(now))
        .map(
            token ->
                "\""
                    + requestIds
                        .key(room.value(), history.epoch())
                        .mint(token.position(), token.enteredAt())
                    + "\"")
        .grouped(IDS_PER_CHUNK)
        .map(ids -> String.join(", ", ids))
        .intersperse("[", ", ", "]")
        .map(ByteString::fromString);
  }
}
