package waitingroom.http.oidc;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import waitingroom.authorizer.AccessToken;
import waitingroom.authorizer.GenuineToken;
import waitingroom.authorizer.GenuineToken.NotGenuine;
import waitingroom.http.route.Answers;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.Form;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.MalformedForm;
import waitingroom.http.visitor.Visitors;
import waitingroom.oidc.Clients;
import waitingroom.oidc.Returning;
import waitingroom.room.RoomId;
import waitingroom.room.SessionEnd;
import waitingroom.room.cluster.WaitingRooms;
import waitingroom.ticket.Ticket;

/**
 * {@code /oidc/logout}: completes the session of an id token, as {@code update_session} does, and
 * sends the visitor on (OpenID Connect RP-Initiated Logout 1.0). The id token may have expired. A
 * session that is already over is no error.
 */
public final class LogoutEndpoint {
  private static final String TITLE = "Signed out";

  private final WaitingRooms rooms;
  private final Visitors visitors;
  private final Clients clients;
  private final OwnKeys keys;
  private final LoginPage page;

  public LogoutEndpoint(
      WaitingRooms rooms, Visitors visitors, Clients clients, OwnKeys keys, LoginPage page) {
    this.rooms = rooms;
    this.visitors = visitors;
    this.clients = clients;
    this.keys = keys;
    this.page = page;
  }

  CompletionStage<HttpResponse> logout(Exchange exchange) {
    Form form = form(exchange);
    AccessToken hint = hint(form.get("id_token_hint").orElse(""));
    if (!form.get("client_id").orElse(hint.eventId()).equals(hint.eventId())) {
      throw notValid();
    }
    RoomId room = RoomId.parse(hint.eventId()).orElseThrow(this::notValid);
    return ended(room, hint).thenCompose(done -> next(room, form));
  }

  private Form form(Exchange exchange) {
    try {
      return Form.of(exchange).eachOnce();
    } catch (MalformedForm malformed) {
      throw notValid();
    }
  }

  private AccessToken hint(String compact) {
    try {
      return GenuineToken.of(compact, keys, "id").token();
    } catch (NotGenuine forged) {
      throw notValid();
    }
  }

  private HttpRefusal notValid() {
    return new HttpRefusal(
        page.notice(400, "Not signed out", "This link is not valid: sign out at the shop again."));
  }

  /** False, not an error, when the room is closed or was reset, or the session has ended. */
  private CompletionStage<Boolean> ended(RoomId room, AccessToken hint) {
    Visitors.ResolvedRequest place;
    Ticket ticket;
    try {
      HttpResponse none = Answers.UNKNOWN_POSITION;
      visitors.openRoom(room.value(), none, none);
      place = visitors.place(room.value(), hint.requestId(), none);
      ticket = place.ticketOr(none);
    } catch (HttpRefusal over) {
      if (over.response() == Answers.UNAVAILABLE) {
        throw over;
      }
      return CompletableFuture.completedStage(false);
    }
    return rooms
        .endSession(room, new SessionEnd(place.epoch(), ticket.position(), true))
        .thenApply(outcome -> outcome.<Boolean>fold(done -> true, reason -> false));
  }

  private CompletionStage<HttpResponse> next(RoomId room, Form form) {
    Optional<String> wanted = form.get("post_logout_redirect_uri");
    HttpResponse signedOut = page.notice(200, TITLE, "You are signed out.");
    if (wanted.isEmpty()) {
      return Answers.now(signedOut);
    }
    return clients
        .of(room)
        .thenApply(
            client ->
                client.filter(c -> c.returnsAfterLogoutTo(wanted.get())).isPresent()
                    ? sent(Returning.afterLogout(wanted.get(), form.get("state").orElse(null)))
                    : signedOut);
  }

  private static HttpResponse sent(String location) {
    return HttpResponse.create()
        .withStatus(StatusCodes.SEE_OTHER)
        .addHeader(Answers.NO_STORE)
        .addHeader(RawHeader.create("Location", location));
  }
}
