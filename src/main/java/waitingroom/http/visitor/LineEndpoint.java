package waitingroom.http.visitor;

import static waitingroom.http.route.QueryParameter.EVENT_ID;
import static waitingroom.http.route.QueryParameter.REQUEST_ID;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import waitingroom.forecast.Estimate;
import waitingroom.forecast.WaitForecasts;
import waitingroom.http.route.Answers;
import waitingroom.http.route.ApiErrors;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.Json;
import waitingroom.http.visitor.LineDocument.Turn;
import waitingroom.room.PositionQuery;
import waitingroom.room.Rejection;
import waitingroom.room.RoomStatus;
import waitingroom.room.cluster.WaitingRooms;
import waitingroom.stream.PollPace;
import waitingroom.ticket.Ticket;

/**
 * {@code line}: the content of a stream for clients that poll, and when to poll again. From memory
 * while a visitor waits; on their turn the room is asked how much time is left.
 */
public final class LineEndpoint {
  private static final HttpResponse INVALID = Answers.INVALID_EVENT_OR_REQUEST;

  private final WaitingRooms rooms;
  private final Visitors visitors;
  private final WaitForecasts forecasts;
  private final Clock clock;

  public LineEndpoint(WaitingRooms rooms, Visitors visitors, WaitForecasts forecasts, Clock clock) {
    this.clock = clock;
    this.rooms = rooms;
    this.visitors = visitors;
    this.forecasts = forecasts;
  }

  CompletionStage<HttpResponse> answer(Exchange exchange) {
    return document(EVENT_ID.of(exchange), REQUEST_ID.of(exchange))
        .thenApply(
            document ->
                Answers.ok(Json.bytes(document), Answers.NO_STORE)
                    .addHeader(
                        RawHeader.create("Poll-After", Long.toString(document.pollAfter()))));
  }

  /** A visitor's state in line; refusals end the request. */
  public CompletionStage<LineDocument> document(String eventId, String requestId) {
    RoomStatus room = visitors.openRoom(eventId, INVALID);
    Visitors.ResolvedRequest place = visitors.place(eventId, requestId, INVALID);
    Ticket ticket = place.ticketOr(Answers.UNKNOWN_POSITION);
    boolean called = !room.settings().paused() && ticket.position() <= room.counters().serving();
    if (!called) {
      return CompletableFuture.completedFuture(document(room, ticket, Turn.WAITING, null));
    }
    if (!room.settings().enableQueuePositionExpiry()) {
      return CompletableFuture.completedFuture(document(room, ticket, Turn.SERVED, null));
    }
    return rooms
        .expiresIn(place.room(), new PositionQuery(place.epoch(), ticket.position()))
        .thenApply(
            outcome ->
                outcome.fold(
                    left -> document(room, ticket, Turn.SERVED, left),
                    reason -> refused(room, ticket, reason)));
  }

  /** The room's state is newer than this node's. */
  private LineDocument refused(RoomStatus room, Ticket ticket, Rejection reason) {
    return switch (reason) {
      case POSITION_EXPIRED -> document(room, ticket, Turn.EXPIRED, null);
      case NOT_YET_SERVED, PAUSED -> document(room, ticket, Turn.WAITING, null);
      case UNKNOWN_REQUEST -> throw new HttpRefusal(Answers.UNKNOWN_POSITION);
      default -> throw new HttpRefusal(ApiErrors.compatible(reason, INVALID));
    };
  }

  private LineDocument document(
      RoomStatus room, Ticket ticket, Turn turn, @Nullable Long expiresIn) {
    Estimate estimate = forecasts.estimate(room, ticket.position()).orElse(null);
    LineDocument.Person person =
        new LineDocument.Person(
            ticket,
            turn,
            expiresIn,
            estimate,
            pollAfter(room, ticket, turn, estimate),
            clock.millis());
    return LineDocument.of(room, person);
  }

  private static long pollAfter(
      RoomStatus room, Ticket ticket, Turn turn, @Nullable Estimate estimate) {
    return turn == Turn.WAITING
        ? PollPace.waiting(
            LineDocument.peopleAhead(room, ticket),
            estimate == null ? null : estimate.seconds(),
            room.settings().paused())
        : PollPace.called();
  }
}
