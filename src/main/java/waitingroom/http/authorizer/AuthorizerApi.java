package waitingroom.http.authorizer;

import static waitingroom.http.route.Endpoint.modern;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import waitingroom.authorizer.AuthorizerSettings;
import waitingroom.authorizer.check.AccessToken;
import waitingroom.authorizer.check.Navigation;
import waitingroom.authorizer.check.PresentedTokens;
import waitingroom.authorizer.check.Verdict;
import waitingroom.authorizer.check.Verdict.Good;
import waitingroom.authorizer.check.Verdict.Missing;
import waitingroom.authorizer.check.WaitingPage;
import waitingroom.http.route.Answers;
import waitingroom.http.route.Cost;
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.Problems;

/**
 * Token checks for reverse proxies: may a request with this token enter this room's shop?
 *
 * <p>200 with the visitor in headers, 401 without a token, 403 with an invalid one. A browser that
 * shows the answer gets 302 to the waiting page in place of the last two; scripts, and proxies that
 * cannot pass that on, find the address in a header of the other answers. All answers come from
 * this node's memory.
 */
public final class AuthorizerApi {
  private static final String PATH = "/authorizer";
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
  private static final String PAGE_HEADER = "X-Waiting-Room-Location";

  /** Folders: nothing that could turn the path into another host. */
  private static final Pattern MOUNT =
      Pattern.compile("(/[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,63}){0,4}");

  private static final HttpResponse MALFORMED_MOUNT =
      Problems.of(400, "The parameter mount must be a path such as /__waiting-room");

  private static final HttpResponse NO_TOKEN =
      Problems.of(401, "This requires an access token of the waiting room")
          .addHeader(RawHeader.create("WWW-Authenticate", "Bearer"));
  private static final HttpResponse BAD_TOKEN =
      Problems.of(403, "The access token is not valid here")
          .addHeader(RawHeader.create("WWW-Authenticate", "Bearer error=\"invalid_token\""));
  private static final HttpResponse OPEN =
      HttpResponse.create().withStatus(StatusCodes.OK).addHeader(Answers.NO_STORE);

  private final TokenCheck door;
  private final PresentedTokens presented;
  private final WaitingPage waitingPage;

  public AuthorizerApi(TokenCheck door, AuthorizerSettings settings) {
    this.door = door;
    this.presented = new PresentedTokens(settings.sources());
    this.waitingPage = settings.waitingPage();
  }

  /**
   * Not compatible ones, so that the rate limit per address does not count a proxy as a visitor.
   */
  public List<Endpoint> endpoints() {
    List<Endpoint> all = new ArrayList<>();
    METHODS.forEach(
        method -> all.add(modern(method, PATH, null, this::authorize).costing(Cost.POLL)));
    all.add(
        modern("POST", PATH + "/policy", null, new PolicyEndpoint(door)::policy)
            .costing(Cost.POLL));
    return all;
  }

  private CompletionStage<HttpResponse> authorize(Exchange exchange) {
    String room = door.room(exchange);
    String mount = mount(exchange);
    Verdict verdict = door.judge(exchange, presented.in(exchange::header), room);
    return Answers.now(
        verdict instanceof Good good ? open(good.token()) : closed(exchange, room, mount, verdict));
  }

  /** The path under which the proxy serves this listener on the shop's own host; empty: none. */
  private static String mount(Exchange exchange) {
    String mount = exchange.query("mount").orElse("");
    if (!MOUNT.matcher(mount).matches()) {
      throw new HttpRefusal(MALFORMED_MOUNT);
    }
    return mount;
  }

  private static HttpResponse open(AccessToken token) {
    return OPEN.addHeaders(
        List.of(
            RawHeader.create("X-Waiting-Room-Request-Id", token.requestId()),
            RawHeader.create("X-Waiting-Room-Queue-Position", Long.toString(token.queuePosition())),
            RawHeader.create("X-Waiting-Room-Event-Id", token.eventId())));
  }

  private HttpResponse closed(
      Exchange exchange, @Nullable String room, String mount, Verdict verdict) {
    HttpResponse answer = verdict instanceof Missing ? NO_TOKEN : BAD_TOKEN;
    if (room == null) {
      return answer;
    }
    String page = waitingPage.location(room, mount, exchange::header);
    return Navigation.is(exchange::header)
        ? HttpResponse.create()
            .withStatus(StatusCodes.FOUND)
            .addHeader(Answers.NO_STORE)
            .addHeader(RawHeader.create("Location", page))
        : answer.addHeader(RawHeader.create(PAGE_HEADER, page));
  }
}
