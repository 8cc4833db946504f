package waitingroom.http.visitor;

import akka.http.javadsl.model.HttpResponse;
import java.util.concurrent.CompletionStage;
import waitingroom.http.route.Answers;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.Members;
import waitingroom.http.route.SpacedJson;
import waitingroom.room.RoomStatus;
import waitingroom.room.cluster.WaitingRooms;
import waitingroom.ticket.Ticket;
import waitingroom.token.TokenSubject;

/**
 * {@code heartbeat}: reports that a visitor with a token is still there. Answered from this node,
 * which informs the room once a second.
 */
final class HeartbeatEndpoint {
  private final WaitingRooms rooms;
  private final Visitors visitors;

  HeartbeatEndpoint(WaitingRooms rooms, Visitors visitors) {
    this.rooms = rooms;
    this.visitors = visitors;
  }

  /** The body names the room and either the request id or the access token. */
  CompletionStage<HttpResponse> beat(Exchange exchange) {
    Members body = exchange.members();
    String eventId = body.text("event_id");
    String requestId = requestId(body);
    RoomStatus room = visitors.openRoom(eventId, Answers.INVALID_EVENT_OR_REQUEST);
    Visitors.ResolvedRequest place =
        visitors.place(eventId, requestId, Answers.INVALID_EVENT_OR_REQUEST);
    Ticket ticket = place.ticketOr(Answers.INVALID_REQUEST);
    long timeout = room.settings().heartbeatTimeout();
    if (timeout == 0) {
      return Answers.now(Answers.HEARTBEAT_NOT_ENABLED);
    }
    boolean alive = rooms.heartbeat(place.room(), place.epoch(), ticket.position());
    return Answers.now(
        alive
            ? Answers.ok(
                new SpacedJson().number("heartbeat_timeout", timeout).bytes(), Answers.NO_STORE)
            : Answers.TOKEN_EXPIRED);
  }

  /** The request id in an access token is its own proof: no need to verify the token. */
  private static String requestId(Members body) {
    return body.optionalText("request_id")
        .or(() -> body.optionalText("access_token").map(TokenSubject::of))
        .orElseThrow(() -> new HttpRefusal(Answers.INVALID_BODY));
  }
}
