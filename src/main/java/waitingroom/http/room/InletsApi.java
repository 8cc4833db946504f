package waitingroom.http.room;

import static waitingroom.http.route.Endpoint.modern;

import akka.http.javadsl.model.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waitingroom.access.Role;
import waitingroom.http.route.Answers;
import waitingroom.http.route.ApiErrors;
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.SpacedJson;
import waitingroom.http.visitor.Visitors;
import waitingroom.room.Outcome;
import waitingroom.room.Rejection;
import waitingroom.room.RoomAnswer.LetIn;
import waitingroom.room.SessionEnd;
import waitingroom.room.cluster.WaitingRooms;
import waitingroom.ticket.RequestIds;

/** Messages of shops to the inlets of their rooms (contract, part 5). */
public final class InletsApi {
  private static final Logger log = LoggerFactory.getLogger(InletsApi.class);

  private final WaitingRooms rooms;
  private final Visitors visitors;

  public InletsApi(WaitingRooms rooms, Visitors visitors) {
    this.rooms = rooms;
    this.visitors = visitors;
  }

  public List<Endpoint> endpoints() {
    return List.of(modern("POST", "/inlets/max_size", Role.SHOP, this::maxSize).summedInTrail());
  }

  private CompletionStage<HttpResponse> maxSize(Exchange exchange) {
    var confirmation = ShopMessage.confirmation(exchange.body());
    if (confirmation.isPresent()) {
      log.info("Open this URL to confirm the subscription: url={}", confirmation.get());
      return Answers.now(
          Answers.ok(new SpacedJson().flag("confirmed", false).bytes(), Answers.NO_STORE));
    }
    ShopMessage message = ShopMessage.of(exchange.body());
    String eventId =
        Optional.ofNullable(message.eventId())
            .or(() -> exchange.query("event_id"))
            .orElseThrow(
                () ->
                    HttpRefusal.badRequest("Name the room: event_id in the message or the query"));
    var room =
        visitors
            .openRoom(
                eventId,
                ApiErrors.modern(Rejection.UNKNOWN_ROOM),
                ApiErrors.modern(Rejection.ROOM_CLOSED))
            .room();
    // It may stand in the query or within an envelope, where the trail does not look.
    exchange.trail().concerns(room.value());
    List<SessionEnd> ends = new ArrayList<>(ends(eventId, message.completed(), true));
    ends.addAll(ends(eventId, message.abandoned(), false));
    return rooms
        .activeSessions(room)
        .thenCompose(
            active ->
                rooms
                    .maxSize(room, message.exited(), ends)
                    .thenApply(outcome -> answer(noted(exchange, message, active, outcome))));
  }

  /** Notes the message for the trail; exits of more people than are inside free no place. */
  private static Outcome<LetIn> noted(
      Exchange exchange, ShopMessage message, Outcome<Long> active, Outcome<LetIn> outcome) {
    long exited = Objects.requireNonNullElse(message.exited(), 0L);
    long inside = active.<Long>fold(count -> count, closed -> 0L);
    Map<String, Long> figures = new LinkedHashMap<>();
    figures.put("exited", exited);
    if (outcome instanceof Outcome.Done<LetIn> done) {
      figures.put("ended", (long) done.value().ended());
      figures.put("increment_by", done.value().by());
    }
    if (exited > inside) {
      exchange.trail().unusual();
      exchange.changed(Map.of("active_tokens", inside), figures);
    }
    figures.forEach(exchange.trail()::count);
    return outcome;
  }

  /** Skips unknown ids, as the original does; the rest of the message counts. */
  private List<SessionEnd> ends(String eventId, List<String> requestIds, boolean completed) {
    List<SessionEnd> ends = new ArrayList<>(requestIds.size());
    for (String requestId : requestIds) {
      if (RequestIds.wellFormed(requestId)) {
        Visitors.ResolvedRequest place =
            visitors.place(eventId, requestId, Answers.INVALID_EVENT_OR_REQUEST);
        if (place.ticket() != null) {
          ends.add(new SessionEnd(place.epoch(), place.ticket().position(), completed));
        }
      }
    }
    return ends;
  }

  private static HttpResponse answer(Outcome<LetIn> outcome) {
    return outcome.fold(
        done ->
            Answers.ok(
                new SpacedJson()
                    .number("ended", done.ended())
                    .number("increment_by", done.by())
                    .bytes(),
                Answers.NO_STORE),
        ApiErrors::modern);
  }
}
