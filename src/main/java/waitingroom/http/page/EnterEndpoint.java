package waitingroom.http.page;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import waitingroom.authorizer.AuthorizerSettings;
import waitingroom.authorizer.check.WebAddress;
import waitingroom.http.route.Answers;
import waitingroom.http.route.ApiErrors;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.Json;
import waitingroom.http.route.Members;
import waitingroom.http.route.Problems;
import waitingroom.http.visitor.TokenEndpoint;
import waitingroom.page.Onward;
import waitingroom.page.PageDesign;
import waitingroom.page.PageDesigns;
import waitingroom.page.Target;
import waitingroom.room.Outcome;
import waitingroom.room.RoomId;

/** Sends visitors whose turn it is to the shop, with their token. */
public final class EnterEndpoint {
  private static final String COOKIE = "waiting_room_token";

  private final TokenEndpoint tokens;
  private final PageDesigns designs;
  private final AuthorizerSettings door;
  private final Optional<Target> otherwise;
  private final String issuer;

  /**
   * @param otherwise target of rooms whose design has none
   * @param issuer the {@code iss} of their tokens; with the scheme https, cookies are for TLS only
   */
  public EnterEndpoint(
      TokenEndpoint tokens,
      PageDesigns designs,
      AuthorizerSettings door,
      Optional<Target> otherwise,
      String issuer) {
    this.tokens = tokens;
    this.designs = designs;
    this.door = door;
    this.otherwise = otherwise;
    this.issuer = issuer;
  }

  /** The answer to the page's script. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Way(@Nullable String location, Map<String, String> fields) {}

  /** Tells the page's script where to go, and with what. */
  CompletionStage<HttpResponse> enter(Exchange exchange) {
    if (!exchange.mediaType().equals("application/json")) { // which other sites cannot send
      throw new HttpRefusal(Problems.of(415, "The body must be application/json"));
    }
    Members body = exchange.members();
    return onward(exchange.pathParameter(), body.text("request_id"), body.optionalText("return_to"))
        .thenApply(
            outcome ->
                outcome.fold(
                    onward ->
                        told(Json.answer(new Way(onward.location(), onward.fields())), onward),
                    reason -> ApiErrors.compatible(reason, Answers.INVALID_EVENT_OR_REQUEST)));
  }

  /** The answer with its cookie, if any. */
  static HttpResponse told(HttpResponse answer, Onward onward) {
    return onward
        .cookie()
        .map(cookie -> answer.addHeader(RawHeader.create("Set-Cookie", cookie)))
        .orElse(answer);
  }

  /**
   * Claims the visitor's token and finds their way to the shop.
   *
   * @param back address that the visitor came from, as the browser says
   */
  CompletionStage<Outcome<Onward>> onward(String eventId, String requestId, Optional<String> back) {
    RoomId room =
        RoomId.parse(eventId).orElseThrow(() -> new HttpRefusal(Answers.INVALID_EVENT_OR_REQUEST));
    return tokens
        .issue(eventId, requestId, issuer, null)
        .thenCombine(
            designs.published(room),
            (outcome, design) ->
                outcome.fold(
                    issued ->
                        Outcome.done(
                            Onward.to(location(design, eventId, back), design, of(issued))),
                    Outcome::refused));
  }

  private @Nullable String location(PageDesign design, String room, Optional<String> back) {
    Optional<Target> target =
        Optional.ofNullable(design.target()).map(Target::parse).or(() -> otherwise);
    return back.filter(from -> leadsBack(from, target))
        .or(() -> target.map(shop -> shop.of(room)))
        .orElse(null);
  }

  /** A path leads to the host of the page, which is the shop's own behind its proxy. */
  private boolean leadsBack(String from, Optional<Target> target) {
    Optional<String> origin = WebAddress.parse(from).map(WebAddress::origin);
    return WebAddress.isOwnPath(from)
        || door.waitingPage().allowed(from)
        || origin.filter(shop -> target.filter(own -> own.covers(shop)).isPresent()).isPresent();
  }

  private Onward.Token of(TokenEndpoint.Issued issued) {
    return new Onward.Token(
        issued.tokens().access(),
        issued.expiresIn(),
        door.sources().cookie().orElse(COOKIE),
        issuer.startsWith("https:"));
  }
}
