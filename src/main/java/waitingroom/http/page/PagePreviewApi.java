package waitingroom.http.page;

import static waitingroom.http.route.Endpoint.modern;

import akka.http.javadsl.model.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import waitingroom.access.Role;
import waitingroom.http.room.KnownRooms;
import waitingroom.http.route.Answers;
import waitingroom.http.route.ContentAnswers;
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.PageHeaders;
import waitingroom.page.PageDesign;
import waitingroom.page.PageDesigns;
import waitingroom.page.Stage;
import waitingroom.page.WaitingPages;
import waitingroom.room.RoomId;

/**
 * Preview of a room's waiting page from its draft, else as published, in any state and language. It
 * opens in its own tab, never in a frame.
 */
public final class PagePreviewApi {
  private static final String PATH = "/rooms/{event_id}/page/preview";

  private final KnownRooms rooms;
  private final PageDesigns designs;
  private final WaitingPages pages;

  public PagePreviewApi(KnownRooms rooms, PageDesigns designs, WaitingPages pages) {
    this.rooms = rooms;
    this.designs = designs;
    this.pages = pages;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        modern("GET", PATH, Role.VIEWER, this::page),
        modern("GET", PATH + "/theme.css", Role.VIEWER, this::theme));
  }

  private CompletionStage<HttpResponse> page(Exchange exchange) {
    RoomId room = rooms.of(exchange).room();
    String state = exchange.query("state").filter(s -> s.matches("[a-z]+")).orElse("waiting");
    return designed(
        room,
        design -> {
          String tag =
              pages
                  .languages()
                  .choose(design, exchange.query("lang"), exchange.header("Accept-Language"));
          return ContentAnswers.of(
              exchange,
              pages.preview(room, design, tag, state, "../../.."),
              PageHeaders.STRICT,
              Answers.NO_STORE);
        });
  }

  private CompletionStage<HttpResponse> theme(Exchange exchange) {
    return designed(
        rooms.of(exchange).room(),
        design ->
            ContentAnswers.of(exchange, pages.theme(design), PageHeaders.STRICT, Answers.NO_STORE));
  }

  private CompletionStage<HttpResponse> designed(
      RoomId room, Function<PageDesign, HttpResponse> answer) {
    return designs
        .stored(room, Stage.DRAFT)
        .thenCompose(
            (Optional<PageDesign> draft) ->
                draft.isPresent()
                    ? CompletableFuture.completedStage(draft.get())
                    : designs.published(room))
        .thenApply(answer);
  }
}
