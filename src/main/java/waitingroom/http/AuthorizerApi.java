package waitingroom.http;

import static waitingroom.http.Endpoint.modern;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import waitingroom.authorizer.AccessToken;
import waitingroom.authorizer.Authorizer;
import waitingroom.authorizer.AuthorizerSettings;
import waitingroom.authorizer.PresentedTokens;
import waitingroom.authorizer.Standing;
import waitingroom.authorizer.Verdict;
import waitingroom.authorizer.Verdict.Bad;
import waitingroom.authorizer.Verdict.Good;
import waitingroom.authorizer.Verdict.Missing;
import waitingroom.authorizer.Verdict.Reason;
import waitingroom.room.RoomId;

/**
 * What reverse proxies ask before they let a request through to the shop: does its token open the
 * door of this room?
 *
 * <p>200 with who it is in headers, 401 without a token, 403 with a bad one. A browser gets 302 to
 * the waiting page instead of the last two; proxies that cannot pass that on find the address in a
 * header of the other answers. Everything is answered from this node.
 */
final class AuthorizerApi {
  private static final String PATH = "/authorizer";
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
  private static final String PAGE_HEADER = "X-Waiting-Room-Location";

  private static final HttpResponse NO_TOKEN =
      Problems.of(401, "This needs an access token of the waiting room")
          .addHeader(RawHeader.create("WWW-Authenticate", "Bearer"));
  private static final HttpResponse BAD_TOKEN =
      Problems.of(403, "The access token does not open this door")
          .addHeader(RawHeader.create("WWW-Authenticate", "Bearer error=\"invalid_token\""));
  private static final HttpResponse NO_ROOM_OF_THAT_NAME =
      Problems.of(400, "The name of the room is malformed: correct the proxy's configuration");
  private static final HttpResponse SESSIONS_UNKNOWN =
      ApiErrors.unavailable("This node has not heard yet which sessions are over: try again");
  private static final HttpResponse OPEN =
      HttpResponse.create().withStatus(StatusCodes.OK).addHeader(Answers.NO_STORE);

  private final Authorizer authorizer;
  private final AuthorizerSettings settings;
  private final PresentedTokens presented;
  private final Function<AccessToken, Standing> standings;
  private final Verdicts verdicts;

  /**
   * @param standings what this node knows of a token's session
   */
  AuthorizerApi(
      Authorizer authorizer,
      AuthorizerSettings settings,
      Function<AccessToken, Standing> standings,
      MeterRegistry registry) {
    this.authorizer = authorizer;
    this.settings = settings;
    this.presented = new PresentedTokens(settings.sources());
    this.standings = standings;
    this.verdicts = new Verdicts(registry);
  }

  /**
   * Not compatible ones, so that the rate limit per address does not count a proxy as a visitor.
   */
  List<Endpoint> endpoints() {
    return METHODS.stream().map(method -> modern(method, PATH, null, this::authorize)).toList();
  }

  private CompletionStage<HttpResponse> authorize(Exchange exchange) {
    String room = room(exchange);
    Verdict verdict = authorizer.judge(presented.in(exchange::header), room);
    if (verdict instanceof Good good && mustBeLive(exchange)) {
      Standing standing = standings.apply(good.token());
      if (standing == Standing.UNKNOWN) {
        verdicts.countUnknown();
        return Answers.now(SESSIONS_UNKNOWN);
      }
      if (standing == Standing.OVER) {
        verdict = new Bad(Reason.SESSION_OVER);
      }
    }
    verdicts.count(verdict);
    return Answers.now(
        verdict instanceof Good good ? open(good.token()) : closed(exchange, room, verdict));
  }

  /** A header of the client could name the room if the query did not go first. */
  private @Nullable String room(Exchange exchange) {
    Optional<String> named =
        exchange.query("event_id").or(() -> settings.roomHeader().flatMap(exchange::header));
    if (named.isPresent() && RoomId.parse(named.get()).isEmpty()) {
      throw new HttpRefusal(NO_ROOM_OF_THAT_NAME);
    }
    return named.orElse(null);
  }

  private boolean mustBeLive(Exchange exchange) {
    return settings.requireLiveSession()
        || exchange.query("live").filter(value -> value.equals("true")).isPresent();
  }

  private static HttpResponse open(AccessToken token) {
    return OPEN.addHeader(RawHeader.create("X-Waiting-Room-Request-Id", token.requestId()))
        .addHeader(
            RawHeader.create("X-Waiting-Room-Queue-Position", Long.toString(token.queuePosition())))
        .addHeader(RawHeader.create("X-Waiting-Room-Event-Id", token.eventId()));
  }

  private HttpResponse closed(Exchange exchange, @Nullable String room, Verdict verdict) {
    HttpResponse answer = verdict instanceof Missing ? NO_TOKEN : BAD_TOKEN;
    if (room == null) {
      return answer;
    }
    String page = settings.waitingPage().location(room, exchange::header);
    boolean browser = exchange.header("Accept").filter(a -> a.contains("text/html")).isPresent();
    return browser
        ? HttpResponse.create()
            .withStatus(StatusCodes.FOUND)
            .addHeader(Answers.NO_STORE)
            .addHeader(RawHeader.create("Location", page))
        : answer.addHeader(RawHeader.create(PAGE_HEADER, page));
  }
}
