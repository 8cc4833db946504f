package waitingroom.http.page;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import waitingroom.http.route.Answers;
import waitingroom.http.route.BrowserCookies;
import waitingroom.http.route.ContentAnswers;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.Form;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.MalformedForm;
import waitingroom.http.route.SentRequestId;
import waitingroom.http.visitor.Joining;
import waitingroom.http.visitor.LineDocument;
import waitingroom.http.visitor.LineEndpoint;
import waitingroom.page.Content;
import waitingroom.page.Onward;
import waitingroom.page.PageDesign;
import waitingroom.page.PageState;
import waitingroom.page.PlainFacts;
import waitingroom.page.WaitingPages;
import waitingroom.room.Outcome;
import waitingroom.room.Rejection;
import waitingroom.room.RoomId;
import waitingroom.store.Unavailable;

/**
 * The waiting page for browsers without scripts: it reloads itself at the server's pace, and a
 * button joins the line and continues to the shop. The place is in the same cookie that the scripts
 * use.
 */
public final class PlainPageEndpoint {
  /** As long as in the scripts. */
  private static final int KEPT_SECONDS = 7 * 24 * 3600;

  /** A page that reloads more often could not be read to its end. */
  private static final long REFRESH_SECONDS_MIN = 5;

  /** Of the links to other languages, each of which has it. */
  private static final int QUERY_CHARS_MAX = 2_000;

  private static final long TURN_SECONDS = 20;
  private static final long FULL_SECONDS = 30;
  private static final long CLOSED_SECONDS = 60;
  private static final long AWAY_SECONDS = 15;

  private final WaitingPages pages;
  private final PagePolicy policy;
  private final Joining joining;
  private final LineEndpoint line;
  private final EnterEndpoint door;
  private final boolean secure;

  /**
   * @param secure true: browsers send the cookie over TLS only
   */
  public PlainPageEndpoint(
      WaitingPages pages,
      PagePolicy policy,
      Joining joining,
      LineEndpoint line,
      EnterEndpoint door,
      boolean secure) {
    this.pages = pages;
    this.policy = policy;
    this.joining = joining;
    this.line = line;
    this.door = door;
    this.secure = secure;
  }

  /** A request to the page of a room. */
  private record Asked(Exchange exchange, RoomId room, PageDesign design) {
    Optional<String> requestId() {
      return BrowserCookies.value(exchange, cookie());
    }

    String cookie() {
      return SentRequestId.cookieName(room);
    }
  }

  CompletionStage<HttpResponse> show(Exchange exchange, RoomId room, PageDesign design) {
    Asked asked = new Asked(exchange, room, design);
    return facts(asked).thenApply(facts -> page(asked, facts));
  }

  /** The button. */
  CompletionStage<HttpResponse> step(Exchange exchange, RoomId room, PageDesign design) {
    Asked asked = new Asked(exchange, room, design);
    return facts(asked)
        .thenCompose(
            facts ->
                switch (facts.state()) {
                  case JOINING, EXPIRED -> joined(asked);
                  case TURN ->
                      step(exchange).equals("enter")
                          ? entered(asked, asked.requestId().orElseThrow())
                          : Answers.now(again(asked));
                  default -> Answers.now(again(asked));
                });
  }

  private static String step(Exchange exchange) {
    try {
      return Form.ofBody(exchange).get("step").orElse("");
    } catch (MalformedForm malformed) {
      throw HttpRefusal.badRequest(malformed.sentence());
    }
  }

  /**
   * The visitor's state; becomes a page, not an error, for reasons that a visitor can understand.
   */
  private CompletionStage<PlainFacts> facts(Asked asked) {
    Optional<String> id = asked.requestId();
    if (id.isEmpty()) {
      return CompletableFuture.completedStage(PlainFacts.of(PageState.JOINING, 0));
    }
    return CompletableFuture.completedStage(id.get())
        .thenCompose(known -> line.document(asked.room().value(), known))
        .handle(
            (document, failure) ->
                failure == null
                    ? PlainPageEndpoint.of(document)
                    : failed(asked.exchange(), failure));
  }

  private static PlainFacts failed(Exchange exchange, Throwable failure) {
    exchange.noteGuess(Unavailable.unwrapped(failure));
    return failed(failure);
  }

  private static PlainFacts of(LineDocument line) {
    PageState state = line.pageState();
    PlainFacts.Place place =
        new PlainFacts.Place(
            line.position(),
            line.peopleAhead(),
            line.estimatedWait(),
            line.range() == null ? null : line.range().get(0),
            line.range() == null ? null : line.range().get(1),
            line.expiresIn(),
            line.startsIn());
    long refresh =
        switch (state) {
          case EXPIRED -> 0;
          case TURN -> TURN_SECONDS;
          default -> Math.max(REFRESH_SECONDS_MIN, line.pollAfter());
        };
    return new PlainFacts(state, place, null, line.message(), refresh);
  }

  private static PlainFacts failed(Throwable failure) {
    Throwable cause = Unavailable.unwrapped(failure);
    if (cause instanceof HttpRefusal refusal) {
      return switch (refusal.response().status().intValue()) {
        case 400, 404 -> PlainFacts.of(PageState.JOINING, 0);
        case 410 -> PlainFacts.of(PageState.CLOSED, CLOSED_SECONDS);
        default -> PlainFacts.of(PageState.AWAY, AWAY_SECONDS);
      };
    }
    if (cause instanceof Unavailable || cause instanceof TimeoutException) {
      return PlainFacts.of(PageState.AWAY, AWAY_SECONDS);
    }
    throw new CompletionException(cause);
  }

  private CompletionStage<HttpResponse> joined(Asked asked) {
    return joining
        .join(asked.room(), asked.exchange())
        .handle(
            (outcome, failure) ->
                failure == null
                    ? outcome.fold(
                        joined -> again(asked).addHeader(kept(asked, joined.requestId())),
                        reason -> page(asked, refused(reason)))
                    : page(asked, failed(failure)));
  }

  private static PlainFacts refused(Rejection reason) {
    return switch (reason) {
      case LINE_FULL -> PlainFacts.of(PageState.FULL, FULL_SECONDS);
      case ROOM_REJECTS -> PlainFacts.of(PageState.REJECTED, CLOSED_SECONDS);
      case ROOM_CLOSED -> PlainFacts.of(PageState.CLOSED, CLOSED_SECONDS);
      case POSITION_EXPIRED, TOKEN_EXPIRED -> PlainFacts.of(PageState.EXPIRED, 0);
      case UNKNOWN_REQUEST -> PlainFacts.of(PageState.JOINING, 0);
      default -> PlainFacts.of(PageState.AWAY, AWAY_SECONDS);
    };
  }

  private CompletionStage<HttpResponse> entered(Asked asked, String requestId) {
    return CompletableFuture.completedStage(requestId)
        .thenCompose(
            id -> door.onward(asked.room().value(), id, asked.exchange().query("return_to")))
        .handle(
            (outcome, failure) ->
                failure == null ? onward(asked, outcome) : page(asked, failed(failure)));
  }

  private HttpResponse onward(Asked asked, Outcome<Onward> outcome) {
    return outcome.fold(
        way -> EnterEndpoint.told(page(asked, PlainFacts.onward(way)), way),
        reason ->
            reason == Rejection.NOT_YET_SERVED || reason == Rejection.PAUSED
                ? again(asked)
                : page(asked, refused(reason)));
  }

  private HttpHeader kept(Asked asked, String requestId) {
    return RawHeader.create(
        "Set-Cookie",
        "%s=%s; Path=/; Max-Age=%s; SameSite=Lax%s"
            .formatted(asked.cookie(), requestId, KEPT_SECONDS, secure ? "; Secure" : ""));
  }

  /** Redirects to the page by GET, so that reloading it presses no button. */
  private static HttpResponse again(Asked asked) {
    String query = asked.exchange().rawQuery();
    return HttpResponse.create()
        .withStatus(StatusCodes.SEE_OTHER)
        .addHeader(Answers.NO_STORE)
        .addHeader(RawHeader.create("Location", "plain" + (query.isEmpty() ? "" : "?" + query)));
  }

  private HttpResponse page(Asked asked, PlainFacts facts) {
    Exchange exchange = asked.exchange();
    String tag =
        pages
            .languages()
            .choose(asked.design(), exchange.query("lang"), exchange.header("Accept-Language"));
    String query =
        exchange
            .query("return_to")
            .map(back -> "&return_to=" + URLEncoder.encode(back, StandardCharsets.UTF_8))
            .filter(encoded -> encoded.length() <= QUERY_CHARS_MAX)
            .orElse("");
    Content page = pages.plain(asked.room(), asked.design(), tag, facts, query);
    HttpResponse answer =
        ContentAnswers.of(exchange, page, policy.of(asked.design()), Answers.NO_STORE);
    return facts
        .refresh()
        .map(refresh -> answer.addHeader(RawHeader.create("Refresh", refresh)))
        .orElse(answer);
  }
}
