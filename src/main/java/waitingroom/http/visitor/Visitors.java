package waitingroom.http.visitor;

import akka.http.javadsl.model.HttpResponse;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import waitingroom.http.route.Answers;
import waitingroom.http.route.HttpRefusal;
import waitingroom.room.Phase;
import waitingroom.room.RoomId;
import waitingroom.room.RoomStatus;
import waitingroom.room.cluster.StatusBoard;
import waitingroom.room.cluster.StatusBoard.Entry;
import waitingroom.ticket.RequestIds;
import waitingroom.ticket.Ticket;

/** Resolves event and request ids to a room and a place in its line, without asking the room. */
public final class Visitors {
  /** Request ids are checked against at most this many earlier epochs. */
  private static final int OLDER_EPOCHS = 8;

  private final StatusBoard board;
  private final RequestIds requestIds;
  private final Counter forgeries;

  public Visitors(StatusBoard board, RequestIds requestIds, MeterRegistry registry) {
    this.board = board;
    this.requestIds = requestIds;
    this.forgeries =
        Counter.builder("waitingroom.requestids.unknown")
            .description("Request ids that are well formed and that no room of this epoch gave out")
            .register(registry);
  }

  /**
   * A request id resolved in its room.
   *
   * @param ticket null: the room did not issue the id since its last reset
   * @param guessed the room never issued it, as far as its last resets are known
   */
  public record ResolvedRequest(RoomId room, long epoch, @Nullable Ticket ticket, boolean guessed) {
    /** The ticket; without one, the request ends with that answer. */
    public Ticket ticketOr(HttpResponse answer) {
      if (ticket == null) {
        throw guessed ? HttpRefusal.ofGuess(answer) : new HttpRefusal(answer);
      }
      return ticket;
    }

    /** The place of its ticket. */
    public waitingroom.room.Place inLine(Ticket genuine) {
      return new waitingroom.room.Place(epoch, genuine.position(), genuine.enteredAt());
    }
  }

  /**
   * The room of that name.
   *
   * @param unknown the answer to a wrong event
   */
  public RoomStatus openRoom(String eventId, HttpResponse unknown) {
    return openRoom(eventId, unknown, Answers.EVENT_CLOSED);
  }

  /** Ends the request when there is no such room, or this node does not know; it may be closed. */
  public void knownRoom(RoomId room, HttpRefusal unknown) {
    Entry entry = board.entry(room);
    if (!(entry instanceof Entry.Known)) {
      throw entry instanceof Entry.Starting ? new HttpRefusal(Answers.UNAVAILABLE) : unknown;
    }
  }

  /** Likewise, with the answers to a wrong event and to a closed room. */
  public RoomStatus openRoom(String eventId, HttpResponse unknown, HttpResponse closed) {
    Entry entry = board.entry(eventId);
    if (!(entry instanceof Entry.Known known)) {
      throw new HttpRefusal(entry instanceof Entry.Starting ? Answers.UNAVAILABLE : unknown);
    }
    if (known.status().phase() == Phase.CLOSED) {
      throw new HttpRefusal(closed);
    }
    return known.status();
  }

  /** Resolves a request id. */
  public ResolvedRequest place(String eventId, String requestId, HttpResponse invalid) {
    RoomStatus room = openRoom(eventId, invalid);
    Ticket ticket = requestIds.key(eventId, room.epoch()).verify(requestId);
    if (ticket != null) {
      return new ResolvedRequest(room.room(), room.epoch(), ticket, false);
    }
    if (!RequestIds.wellFormed(requestId)) {
      throw new HttpRefusal(invalid);
    }
    forgeries.increment();
    // After a reset everybody comes back with an old id, and guesses nothing.
    boolean guessed = ofEarlierEpoch(room, requestId) == null;
    return new ResolvedRequest(room.room(), room.epoch(), null, guessed);
  }

  /** Likewise; the ticket may also be of an earlier epoch, and the place is of that epoch then. */
  ResolvedRequest placeOfAnyEpoch(String eventId, String requestId, HttpResponse invalid) {
    ResolvedRequest old = ofEarlierEpoch(openRoom(eventId, invalid), requestId);
    return old == null ? place(eventId, requestId, invalid) : old;
  }

  private @Nullable ResolvedRequest ofEarlierEpoch(RoomStatus room, String requestId) {
    String name = room.room().value();
    for (long epoch = room.epoch() - 1;
        epoch > 0 && epoch >= room.epoch() - OLDER_EPOCHS;
        epoch--) {
      Ticket ticket = requestIds.key(name, epoch).verify(requestId);
      if (ticket != null) {
        return new ResolvedRequest(room.room(), epoch, ticket, false);
      }
    }
    return null;
  }

  /** The name of a visitor, where the id itself is not to be told. */
  public String name(RoomId room, String requestId) {
    return requestIds.name(room.value(), requestId);
  }

  /** The request id of a place. */
  String requestId(RoomId room, waitingroom.room.Place place) {
    return requestIds.key(room.value(), place.epoch()).mint(place.position(), place.enteredAt());
  }
}
