package waitingroom.http;

import static waitingroom.http.Endpoint.browsed;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import java.util.List;
import java.util.concurrent.CompletionStage;
import waitingroom.room.RoomId;
import waitingroom.web.PageDesigns;

/** What belongs to a room's waiting page beside the page itself. */
final class RoomPagesApi {
  static final String PATH = "/waiting-room/{event_id}";

  /** Its address has a tag of its content in the query. */
  private static final HttpHeader LONG = RawHeader.create("Cache-Control", "public, max-age=86400");

  private static final HttpResponse NO_LOGO = Problems.of(404, "The page of this room has no logo");

  private final EnterDesk desk;
  private final PageDesigns designs;

  RoomPagesApi(EnterDesk desk, PageDesigns designs) {
    this.desk = desk;
    this.designs = designs;
  }

  static RoomPagesApi of(HttpListeners.Parts parts, TokenDesk tokens, PublicSettings listener) {
    return new RoomPagesApi(EnterDesk.of(parts, tokens, listener), parts.designs());
  }

  List<Endpoint> endpoints() {
    return List.of(
        browsed("POST", PATH + "/enter", desk::enter), browsed("GET", PATH + "/logo", this::logo));
  }

  private CompletionStage<HttpResponse> logo(Exchange exchange) {
    RoomId room = KnownRooms.name(exchange);
    return designs
        .published(room)
        .thenApply(
            design ->
                design
                    .picture()
                    .map(picture -> ContentAnswers.of(exchange, picture, PageHeaders.STRICT, LONG))
                    .orElse(NO_LOGO));
  }
}
