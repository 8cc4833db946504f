package waitingroom.http;

import static waitingroom.http.Endpoint.browsed;

import akka.http.javadsl.model.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletionStage;
import waitingroom.room.RoomId;
import waitingroom.web.PageDesigns;

/** What belongs to a room's waiting page beside the page itself. */
final class RoomPagesApi {
  static final String PATH = "/waiting-room/{event_id}";

  private static final HttpResponse NO_LOGO = Problems.of(404, "The page of this room has no logo");

  private final EnterDesk desk;
  private final PageDesigns designs;

  RoomPagesApi(EnterDesk desk, PageDesigns designs) {
    this.desk = desk;
    this.designs = designs;
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
                    .map(picture -> ContentAnswers.ofVersion(exchange, picture))
                    .orElse(NO_LOGO));
  }
}
