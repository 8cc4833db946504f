package waitingroom.http.page;

import static waitingroom.http.route.Endpoint.browsed;

import akka.http.javadsl.model.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletionStage;
import waitingroom.http.room.KnownRooms;
import waitingroom.http.route.ContentAnswers;
import waitingroom.http.route.Cost;
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.Problems;
import waitingroom.page.PageDesigns;
import waitingroom.room.RoomId;

/** Assets and actions of a room's waiting page. */
public final class RoomPagesApi {
  static final String PATH = "/waiting-room/{event_id}";

  private static final HttpResponse NO_LOGO = Problems.of(404, "The page of this room has no logo");

  private final EnterEndpoint endpoint;
  private final PageDesigns designs;

  public RoomPagesApi(EnterEndpoint endpoint, PageDesigns designs) {
    this.endpoint = endpoint;
    this.designs = designs;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        browsed("POST", PATH + "/enter", endpoint::enter).costing(Cost.SIGN),
        browsed("GET", PATH + "/logo", this::logo).costing(Cost.POLL));
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
