package waitingroom.http.page;

import static waitingroom.http.route.Endpoint.browsed;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import waitingroom.authorizer.AuthorizerSettings;
import waitingroom.authorizer.check.AccessToken;
import waitingroom.authorizer.check.PresentedTokens;
import waitingroom.authorizer.check.Verdict;
import waitingroom.authorizer.check.Verdict.Good;
import waitingroom.authorizer.check.Verdict.Missing;
import waitingroom.http.authorizer.TokenCheck;
import waitingroom.http.route.Answers;
import waitingroom.http.route.ApiErrors;
import waitingroom.http.route.ContentAnswers;
import waitingroom.http.route.Cost;
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.Json;
import waitingroom.http.route.PageHeaders;
import waitingroom.http.visitor.Visitors;
import waitingroom.page.Content;
import waitingroom.page.ShopPages;
import waitingroom.room.RoomId;
import waitingroom.room.SessionEnd;
import waitingroom.room.cluster.WaitingRooms;

/**
 * A shop for trying out the waiting room: pages under {@code /sample}, API under {@code /store}
 * (contract, part 7). It shows what an integrator does: check the token, send visitors without one
 * to the line, and report when a visitor is done.
 */
public final class SampleShop {
  private static final String CHECKOUT = "/sample/checkout";
  private static final RoomId ROOM = new RoomId("Sample");
  private static final HttpResponse NO_TOKEN = Answers.message(401, "Unauthorized");
  private static final HttpResponse DENIED =
      Answers.message(403, "User is not authorized to access this resource");
  private static final HttpResponse PREFLIGHT =
      HttpResponse.create()
          .withStatus(StatusCodes.OK)
          .addHeader(Answers.ANY_ORIGIN)
          .addHeader(RawHeader.create("Access-Control-Allow-Methods", "GET,POST,OPTIONS"))
          .addHeader(RawHeader.create("Access-Control-Allow-Headers", "*"))
          .addHeader(RawHeader.create("Access-Control-Expose-Headers", "*"))
          .addHeader(RawHeader.create("Access-Control-Max-Age", "600"));

  private final TokenCheck door;
  private final AuthorizerSettings settings;
  private final PresentedTokens presented;
  private final WaitingRooms rooms;
  private final Visitors visitors;
  private final ShopPages pages;

  public SampleShop(
      TokenCheck door,
      AuthorizerSettings settings,
      WaitingRooms rooms,
      Visitors visitors,
      ShopPages pages) {
    this.door = door;
    this.settings = settings;
    this.presented = new PresentedTokens(settings.sources());
    this.rooms = rooms;
    this.visitors = visitors;
    this.pages = pages;
  }

  public List<Endpoint> endpoints() {
    List<Endpoint> all = new ArrayList<>();
    all.add(
        browsed("GET", "/sample", exchange -> Answers.now(redirect("sample/"))).costing(Cost.POLL));
    all.add(browsed("GET", "/sample/", this::front).costing(Cost.POLL));
    all.add(browsed("GET", CHECKOUT, this::checkout).costing(Cost.POLL));
    for (String path : List.of("checkout", "search", "layaway")) {
      all.add(browsed("GET", "/store/" + path, this::behindTheDoor).costing(Cost.POLL));
      all.add(
          browsed("OPTIONS", "/store/" + path, exchange -> Answers.now(PREFLIGHT))
              .costing(Cost.POLL));
    }
    all.add(
        browsed("POST", "/store/purchase", exchange -> ended(exchange, true))
            .costing(Cost.WRITE)
            .openToAllSites());
    all.add(
        browsed("POST", "/store/leave", exchange -> ended(exchange, false))
            .costing(Cost.WRITE)
            .openToAllSites());
    return all;
  }

  private CompletionStage<HttpResponse> front(Exchange exchange) {
    return Answers.now(
        ContentAnswers.of(exchange, pages.front(), PageHeaders.STRICT, Answers.cached(60)));
  }

  /** Visitors without a valid token go to the line and come back. */
  private CompletionStage<HttpResponse> checkout(Exchange exchange) {
    String room = exchange.query("event_id").orElse(ROOM.value());
    Verdict verdict = door.judge(exchange, presented.in(exchange::header), room);
    if (verdict instanceof Good good) {
      AccessToken token = good.token();
      Content page =
          pages.checkout(
              token.eventId(), token.requestId(), token.queuePosition(), token.expiresAt());
      return Answers.now(ContentAnswers.of(exchange, page, PageHeaders.STRICT, Answers.NO_STORE));
    }
    String name = URLEncoder.encode(room, StandardCharsets.UTF_8);
    String back = URLEncoder.encode(CHECKOUT + "?event_id=" + name, StandardCharsets.UTF_8);
    return Answers.now(redirect("../waiting-room/" + name + "?return_to=" + back));
  }

  private static HttpResponse redirect(String location) {
    return HttpResponse.create()
        .withStatus(StatusCodes.FOUND)
        .addHeader(Answers.NO_STORE)
        .addHeader(RawHeader.create("Location", location));
  }

  private CompletionStage<HttpResponse> behindTheDoor(Exchange exchange) {
    admitted(exchange);
    return Answers.now(answer(Map.of("result", "Success")));
  }

  private AccessToken admitted(Exchange exchange) {
    Verdict verdict =
        door.judge(
            exchange,
            presented.in(exchange::header),
            exchange.query("event_id").orElse(ROOM.value()));
    if (verdict instanceof Good good) {
      return good.token();
    }
    throw new HttpRefusal(verdict instanceof Missing ? NO_TOKEN : DENIED);
  }

  /** Other shops call {@code update_session} on the admin listener instead. */
  private CompletionStage<HttpResponse> ended(Exchange exchange, boolean completed) {
    AccessToken token = admitted(exchange);
    Visitors.ResolvedRequest place =
        visitors.place(token.eventId(), token.requestId(), Answers.INVALID_EVENT_OR_REQUEST);
    return rooms
        .endSession(
            place.room(),
            new SessionEnd(
                place.epoch(), place.ticketOr(Answers.NO_OPEN_SESSION).position(), completed))
        .thenApply(
            outcome ->
                outcome.fold(
                    done -> withoutCookie(answer(receipt(token))),
                    reason ->
                        completed
                            ? ApiErrors.compatible(reason, Answers.INVALID_EVENT_OR_REQUEST)
                            : withoutCookie(answer(Map.of("result", "Left")))));
  }

  private static Map<String, Object> receipt(AccessToken token) {
    Map<String, Object> receipt = new LinkedHashMap<>();
    receipt.put("result", "Success");
    receipt.put("event_id", token.eventId());
    receipt.put("queue_position", token.queuePosition());
    receipt.put("receipt", token.requestId());
    return receipt;
  }

  private HttpResponse withoutCookie(HttpResponse answer) {
    Optional<String> cookie = settings.sources().cookie();
    return cookie
        .map(
            name -> answer.addHeader(RawHeader.create("Set-Cookie", name + "=; Path=/; Max-Age=0")))
        .orElse(answer);
  }

  private static HttpResponse answer(Map<String, Object> members) {
    return Answers.ok(Json.bytes(members), Answers.NO_STORE);
  }
}
