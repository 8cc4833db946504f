package waitingroom.http.oidc;

import akka.http.javadsl.model.HttpResponse;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import waitingroom.http.route.Answers;
import waitingroom.http.route.ApiErrors;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.Form;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.Json;
import waitingroom.http.route.MalformedForm;
import waitingroom.http.route.Problems;
import waitingroom.http.visitor.Joining;
import waitingroom.http.visitor.TokenEndpoint;
import waitingroom.http.visitor.Visitors;
import waitingroom.oidc.AuthorizationCode;
import waitingroom.oidc.AuthorizationRequest;
import waitingroom.oidc.Clients;
import waitingroom.oidc.OidcSettings;
import waitingroom.oidc.Returning;
import waitingroom.oidc.Sealed;
import waitingroom.room.Outcome;
import waitingroom.room.Rejection;
import waitingroom.room.RoomId;
import waitingroom.room.cluster.WaitingRooms;
import waitingroom.ticket.Ticket;
import waitingroom.trace.Traces;

/**
 * {@code /oidc/login}, where visitors wait, and {@code /oidc/continue}, which sends those whose
 * turn it is back to the shop with a code.
 *
 * <p>The token is claimed before a visitor goes back, so the shop, which fetches it with the code,
 * never finds that the visitor was late.
 */
public final class LoginEndpoint {
  private static final String UNKNOWN_REQUEST =
      "This link is no longer valid. Please start again at the shop.";

  public record Dependencies(
      WaitingRooms rooms,
      Visitors visitors,
      TokenEndpoint tokens,
      Clients clients,
      Sealed<AuthorizationRequest> requests,
      Sealed<AuthorizationCode> codes,
      OidcSettings settings,
      Traces traces,
      Clock clock) {}

  private final Dependencies parts;
  private final LoginPage page;

  public LoginEndpoint(Dependencies parts, LoginPage page) {
    this.parts = parts;
    this.page = page;
  }

  CompletionStage<HttpResponse> login(Exchange exchange) {
    String tx = exchange.query("tx").orElse("");
    Optional<AuthorizationRequest> request = parts.requests().open(tx);
    return Answers.now(
        request.isEmpty()
            ? page.notice(404, "Waiting room", UNKNOWN_REQUEST)
            : page.waiting(
                request.get().clientId(), tx, "", "Join the line to continue.", "Join the line"));
  }

  /** Answers the page's script with JSON, browsers without scripts with a page. */
  CompletionStage<HttpResponse> next(Exchange exchange) {
    boolean script =
        exchange.header("Accept").filter(a -> a.contains("application/json")).isPresent();
    Form form = form(exchange);
    String tx = form.get("tx").orElse("");
    AuthorizationRequest request =
        parts.requests().open(tx).orElseThrow(() -> unknownRequest(script));
    Optional<String> requestId = form.get("request_id");
    if (requestId.isEmpty()) {
      return joined(request, tx, exchange);
    }
    return script
        ? location(request, requestId.get())
            .thenApply(outcome -> outcome.fold(LoginEndpoint::sentByScript, LoginEndpoint::refused))
        : withoutScript(exchange, request, tx, requestId.get());
  }

  private CompletionStage<HttpResponse> withoutScript(
      Exchange exchange, AuthorizationRequest request, String tx, String requestId) {
    try {
      return location(request, requestId)
          .thenApply(
              outcome -> outcome.fold(page::back, reason -> again(request, tx, requestId, reason)));
    } catch (HttpRefusal unknownPlace) {
      exchange.noteGuess(unknownPlace);
      return Answers.now(again(request, tx, requestId, Rejection.UNKNOWN_REQUEST));
    }
  }

  private static Form form(Exchange exchange) {
    try {
      return Form.ofBody(exchange);
    } catch (MalformedForm malformed) {
      throw HttpRefusal.badRequest(malformed.sentence());
    }
  }

  private HttpRefusal unknownRequest(boolean script) {
    return new HttpRefusal(
        script
            ? Problems.of(404, UNKNOWN_REQUEST)
            : page.notice(404, "Waiting room", UNKNOWN_REQUEST));
  }

  /** For browsers without scripts. */
  private CompletionStage<HttpResponse> joined(
      AuthorizationRequest request, String tx, Exchange exchange) {
    return new Joining(parts.rooms(), parts.visitors(), parts.traces())
        .join(new RoomId(request.clientId()), exchange)
        .thenApply(
            outcome ->
                outcome.fold(
                    joined ->
                        page.waiting(
                            request.clientId(),
                            tx,
                            joined.requestId(),
                            "Your number is " + joined.place().position() + ".",
                            "Continue"),
                    reason -> again(request, tx, "", reason)));
  }

  private CompletionStage<Outcome<String>> location(
      AuthorizationRequest request, String requestId) {
    long since = parts.traces().now();
    Visitors.ResolvedRequest place =
        parts.visitors().place(request.clientId(), requestId, Answers.INVALID_EVENT_OR_REQUEST);
    Ticket ticket = place.ticketOr(Answers.INVALID_REQUEST);
    return parts
        .clients()
        .of(place.room())
        .thenCompose(
            client -> {
              if (client.filter(c -> c.returnsTo(request.redirectUri())).isEmpty()) {
                throw new HttpRefusal(page.notice(404, "Waiting room", UNKNOWN_REQUEST));
              }
              return parts.tokens().claim(place, ticket, parts.settings().issuer(), null);
            })
        .thenApply(
            outcome ->
                outcome.fold(
                    terms -> {
                      String location = withCode(request, requestId);
                      parts
                          .traces()
                          .admitted(place.room(), place.inLine(ticket), terms.issuedAt(), since);
                      return Outcome.done(location);
                    },
                    Outcome::refused));
  }

  private String withCode(AuthorizationRequest request, String requestId) {
    AuthorizationCode code =
        AuthorizationCode.of(
            UUID.randomUUID(),
            request,
            requestId,
            parts.clock().instant().getEpochSecond(),
            parts.settings().codeLifetime().toSeconds());
    return Returning.withCode(request, parts.codes().seal(code), parts.settings().issuer());
  }

  private static HttpResponse sentByScript(String location) {
    return Json.answer(Map.of("location", location));
  }

  private static HttpResponse refused(Rejection reason) {
    return ApiErrors.compatible(reason, Answers.INVALID_EVENT_OR_REQUEST);
  }

  /** The page without scripts after a refusal. */
  private HttpResponse again(
      AuthorizationRequest request, String tx, String requestId, Rejection reason) {
    return switch (reason) {
      case NOT_YET_SERVED, PAUSED ->
          page.waiting(
              request.clientId(),
              tx,
              requestId,
              "It is not your turn yet. Your place is kept.",
              "Continue");
      case LINE_FULL ->
          page.waiting(
              request.clientId(), tx, "", "The line is full. Try again later.", "Join the line");
      case ROOM_REJECTS ->
          page.waiting(
              request.clientId(),
              tx,
              "",
              "Nobody can join at the moment. Try again later.",
              "Join the line");
      case ROOM_CLOSED -> page.notice(410, "Waiting room", "The waiting room is closed.");
      default ->
          page.waiting(
              request.clientId(),
              tx,
              "",
              "Your turn has expired. You can join the line again.",
              "Join the line");
    };
  }
}
