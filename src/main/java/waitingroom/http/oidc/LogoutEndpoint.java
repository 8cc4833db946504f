package waitingroom.http.oidc;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import waitingroom.http.route.Answers;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.Form;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.MalformedForm;
import waitingroom.http.visitor.Visitors;
import waitingroom.oidc.Clients;
import waitingroom.oidc.Returning;
import waitingroom.oidc.Sealed;
import waitingroom.oidc.SignedInPlace;
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

  /** The parameters of RP-Initiated Logout 1.0, section 2. */
  private static final Set<String> KNOWN =
      Set.of(
          "id_token_hint",
          "logout_hint",
          "client_id",
          "post_logout_redirect_uri",
          "state",
          "ui_locales");

  public record Dependencies(
      WaitingRooms rooms,
      Visitors visitors,
      Clients clients,
      OwnKeys keys,
      Sealed<SignedInPlace> places) {}

  private final Dependencies parts;
  private final LoginPage page;

  public LogoutEndpoint(Dependencies parts, LoginPage page) {
    this.parts = parts;
    this.page = page;
  }

  CompletionStage<HttpResponse> logout(Exchange exchange) {
    Form form = form(exchange);
    IdTokenHint hint =
        IdTokenHint.of(form.get("id_token_hint").orElse(""), parts.keys(), parts.places())
            .orElseThrow(this::notValid);
    if (!form.get("client_id").orElse(hint.eventId()).equals(hint.eventId())) {
      throw notValid();
    }
    RoomId room = RoomId.parse(hint.eventId()).orElseThrow(this::notValid);
    return ended(room, hint).thenCompose(done -> next(room, form));
  }

  private Form form(Exchange exchange) {
    try {
      return Form.of(exchange).eachOnce(KNOWN);
    } catch (MalformedForm malformed) {
      throw notValid();
    }
  }

  private HttpRefusal notValid() {
    return new HttpRefusal(
        page.notice(400, "Not signed out", "This link is not valid: sign out at the shop again."));
  }

  /** False, not an error, when the room is closed or was reset, or the session has ended. */
  private CompletionStage<Boolean> ended(RoomId room, IdTokenHint hint) {
    Visitors.ResolvedRequest place;
    Ticket ticket;
    try {
      HttpResponse none = Answers.UNKNOWN_POSITION;
      parts.visitors().openRoom(room.value(), none, none);
      place = parts.visitors().place(room.value(), hint.requestId(), none);
      ticket = place.ticketOr(none);
    } catch (HttpRefusal over) {
      if (over.response() == Answers.UNAVAILABLE) {
        throw over;
      }
      return CompletableFuture.completedStage(false);
    }
    return parts
        .rooms()
        .endSession(room, new SessionEnd(place.epoch(), ticket.position(), true))
        .thenApply(outcome -> outcome.<Boolean>fold(done -> true, reason -> false));
  }

  private CompletionStage<HttpResponse> next(RoomId room, Form form) {
    Optional<String> wanted = form.get("post_logout_redirect_uri");
    HttpResponse signedOut = page.notice(200, TITLE, "You are signed out.");
    if (wanted.isEmpty()) {
      return Answers.now(signedOut);
    }
    return parts
        .clients()
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
