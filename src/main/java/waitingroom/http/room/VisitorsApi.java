package waitingroom.http.room;

import static waitingroom.http.route.Endpoint.modern;

import akka.http.javadsl.model.HttpResponse;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import waitingroom.access.Role;
import waitingroom.http.route.ApiErrors;
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.Json;
import waitingroom.http.route.Problems;
import waitingroom.http.visitor.Visitors;
import waitingroom.readside.EndedSessions;
import waitingroom.room.PositionQuery;
import waitingroom.room.Rejection;
import waitingroom.room.RoomAnswer.TokenStanding;
import waitingroom.room.RoomStatus;
import waitingroom.room.cluster.WaitingRooms;
import waitingroom.ticket.Ticket;

/** Look-up of one visitor, for support staff. */
public final class VisitorsApi {
  private static final HttpResponse MALFORMED_ID =
      Problems.of(400, "The request id must be an api_request_id of assign_queue_num");

  /** A visitor's progress. */
  enum Stage {
    WAITING,
    /** Called, and may fetch a token. */
    CALLED,
    /** Called, and came too late for a token. */
    EXPIRED,
    /** Has a token that is valid. */
    INSIDE,
    /** Neither completed nor abandoned while the token was valid. */
    TOKEN_EXPIRED,
    COMPLETED,
    ABANDONED
  }

  /**
   * One visitor.
   *
   * @param name of the visitor where ids are not told
   * @param entryTime epoch seconds
   * @param expiresIn seconds left to fetch the token; null unless called, while the room is paused,
   *     and where positions do not expire
   */
  record VisitorDocument(
      @JsonProperty("event_id") String eventId,
      @JsonProperty("request_id") String requestId,
      String name,
      long position,
      @JsonProperty("entry_time") long entryTime,
      String state,
      @JsonProperty("expires_in") @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable Long expiresIn) {}

  private record Standing(Stage stage, @Nullable Long expiresIn) {}

  private final WaitingRooms rooms;
  private final KnownRooms known;
  private final Visitors visitors;
  private final EndedSessions ended;

  public VisitorsApi(WaitingRooms rooms, KnownRooms known, Visitors visitors, EndedSessions ended) {
    this.rooms = rooms;
    this.known = known;
    this.visitors = visitors;
    this.ended = ended;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        modern("GET", "/rooms/{event_id}/visitor", Role.VIEWER, this::byHeader),
        modern("GET", "/rooms/{event_id}/visitors/{request_id}", Role.VIEWER, this::byPath));
  }

  /** For the panel: addresses are written into logs on the way, headers are not. */
  private CompletionStage<HttpResponse> byHeader(Exchange exchange) {
    return visitor(
        exchange,
        exchange
            .header("X-Waiting-Room-Request-Id")
            .orElseThrow(() -> new HttpRefusal(MALFORMED_ID)));
  }

  private CompletionStage<HttpResponse> byPath(Exchange exchange) {
    return visitor(exchange, exchange.pathParameter(1));
  }

  private CompletionStage<HttpResponse> visitor(Exchange exchange, String requestId) {
    RoomStatus room = known.open(KnownRooms.name(exchange));
    Visitors.ResolvedRequest place = visitors.place(room.room().value(), requestId, MALFORMED_ID);
    Ticket ticket = place.ticketOr(unknownVisitor());
    PositionQuery query = new PositionQuery(place.epoch(), ticket.position());
    return rooms
        .standing(place.room(), query)
        .thenCompose(
            outcome ->
                outcome.fold(
                    token -> standing(room, query, token),
                    reason -> {
                      throw refusal(reason);
                    }))
        .thenApply(standing -> Json.answer(document(room, requestId, ticket, standing)));
  }

  private static HttpResponse unknownVisitor() {
    return Problems.of(
        404, "The room never issued this request id, or was reset since: check the id");
  }

  private CompletionStage<Standing> standing(
      RoomStatus room, PositionQuery query, TokenStanding token) {
    return switch (token) {
      case NONE -> withoutToken(room, query);
      case LIVE -> CompletableFuture.completedStage(new Standing(Stage.INSIDE, null));
      case EXPIRED -> CompletableFuture.completedStage(new Standing(Stage.TOKEN_EXPIRED, null));
      case ENDED ->
          ended
              .completed(room.room(), query.epoch(), query.position())
              .thenApply(
                  completed -> completed.orElseThrow(() -> new HttpRefusal(unknownVisitor())))
              .thenApply(
                  completed -> new Standing(completed ? Stage.COMPLETED : Stage.ABANDONED, null));
    };
  }

  private CompletionStage<Standing> withoutToken(RoomStatus room, PositionQuery query) {
    boolean expires = room.settings().enableQueuePositionExpiry();
    return rooms
        .expiresIn(room.room(), query)
        .thenApply(
            outcome ->
                outcome.fold(
                    left -> new Standing(Stage.CALLED, expires ? left : null),
                    VisitorsApi::withoutClock));
  }

  private static Standing withoutClock(Rejection reason) {
    return switch (reason) {
      case NOT_YET_SERVED -> new Standing(Stage.WAITING, null);
      case PAUSED -> new Standing(Stage.CALLED, null);
      case POSITION_EXPIRED -> new Standing(Stage.EXPIRED, null);
      default -> throw refusal(reason);
    };
  }

  private static HttpRefusal refusal(Rejection reason) {
    return new HttpRefusal(
        reason == Rejection.UNKNOWN_REQUEST ? unknownVisitor() : ApiErrors.modern(reason));
  }

  private VisitorDocument document(
      RoomStatus room, String requestId, Ticket ticket, Standing standing) {
    return new VisitorDocument(
        room.room().value(),
        requestId,
        visitors.name(room.room(), requestId),
        ticket.position(),
        ticket.enteredAt(),
        standing.stage().name().toLowerCase(Locale.ROOT),
        standing.expiresIn());
  }
}
