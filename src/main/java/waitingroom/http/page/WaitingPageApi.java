package waitingroom.http.page;

import static waitingroom.http.route.Endpoint.browsed;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import waitingroom.http.route.Answers;
import waitingroom.http.route.ContentAnswers;
import waitingroom.http.route.Cost;
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.PageHeaders;
import waitingroom.page.Content;
import waitingroom.page.PageDesign;
import waitingroom.page.PageDesigns;
import waitingroom.page.PageState;
import waitingroom.page.WaitingPages;
import waitingroom.room.RoomId;
import waitingroom.room.cluster.StatusBoard;

/**
 * The waiting page of a room. It is the same for every visitor, so a CDN can serve it to a crowd;
 * {@code ?lang=} gives each language its own address.
 */
public final class WaitingPageApi {
  /** Shows a new design or version soon, and outlives an outage of the node. */
  private static final HttpHeader SHORT =
      RawHeader.create(
          "Cache-Control", "public, max-age=30, stale-while-revalidate=300, stale-if-error=86400");

  private static final HttpHeader BY_LANGUAGE = RawHeader.create("Vary", "Accept-Language");

  private final StatusBoard board;
  private final PageDesigns designs;
  private final WaitingPages pages;
  private final PagePolicy policy;
  private final PlainPageEndpoint plain;

  public WaitingPageApi(
      StatusBoard board,
      PageDesigns designs,
      WaitingPages pages,
      PagePolicy policy,
      PlainPageEndpoint plain) {
    this.board = board;
    this.designs = designs;
    this.pages = pages;
    this.policy = policy;
    this.plain = plain;
  }

  public List<Endpoint> endpoints() {
    String page = RoomPagesApi.PATH;
    return List.of(
        browsed("GET", page, this::page).costing(Cost.POLL),
        browsed("GET", page + "/theme.css", this::theme).costing(Cost.POLL),
        browsed("GET", page + "/plain", exchange -> inRoom(exchange, "../..", plain::show))
            .costing(Cost.RENDER),
        browsed("POST", page + "/plain", exchange -> inRoom(exchange, "../..", plain::step))
            .costing(Cost.SIGN));
  }

  /** Answers with a page of a room that exists. */
  private interface InRoom {
    CompletionStage<HttpResponse> answer(Exchange exchange, RoomId room, PageDesign design);
  }

  private CompletionStage<HttpResponse> inRoom(Exchange exchange, String root, InRoom handler) {
    Optional<RoomId> room = room(exchange);
    if (room.isEmpty()) {
      return Answers.now(missing(exchange, root));
    }
    return designs
        .published(room.get())
        .thenCompose(design -> handler.answer(exchange, room.get(), design));
  }

  /** A starting room has a page too, whose script waits for the room. */
  private Optional<RoomId> room(Exchange exchange) {
    return RoomId.parse(exchange.pathParameter())
        .filter(name -> !(board.entry(name) instanceof StatusBoard.Entry.Unknown));
  }

  private CompletionStage<HttpResponse> page(Exchange exchange) {
    return inRoom(
        exchange,
        "..",
        (asked, room, design) -> {
          Optional<String> named = pages.languages().named(design, asked.query("lang"));
          String tag = named.orElseGet(() -> language(asked, design));
          Content page = pages.page(room, design, tag);
          HttpResponse answer =
              ContentAnswers.of(asked, page, policy.of(design), SHORT)
                  .addHeader(RawHeader.create("Content-Language", tag));
          return Answers.now(named.isPresent() ? answer : answer.addHeader(BY_LANGUAGE));
        });
  }

  private String language(Exchange exchange, PageDesign design) {
    return pages
        .languages()
        .choose(design, exchange.query("lang"), exchange.header("Accept-Language"));
  }

  private HttpResponse missing(Exchange exchange, String root) {
    Content page = pages.notice(PageState.MISSING, language(exchange, PageDesign.DEFAULT), root);
    return ContentAnswers.of(exchange, page, PageHeaders.STRICT, Answers.NO_STORE)
        .withStatus(StatusCodes.NOT_FOUND);
  }

  /** Without a room, the default theme. */
  private CompletionStage<HttpResponse> theme(Exchange exchange) {
    return room(exchange)
        .map(designs::published)
        .orElseGet(() -> CompletableFuture.completedStage(PageDesign.DEFAULT))
        .thenApply(design -> ContentAnswers.ofVersion(exchange, pages.theme(design)));
  }
}
