package waitingroom.http.page;

import static waitingroom.http.route.Endpoint.modern;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import waitingroom.access.Role;
import waitingroom.http.room.KnownRooms;
import waitingroom.http.route.Answers;
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.Json;
import waitingroom.http.route.MergePatch;
import waitingroom.http.route.Problems;
import waitingroom.page.PageDesign;
import waitingroom.page.PageDesigns;
import waitingroom.page.Stage;
import waitingroom.room.RoomId;

/** The design of a room's waiting page: draft and published. */
public final class PagesApi {
  private static final String PATH = "/rooms/{event_id}/page";
  private static final MergePatch<PageDesign> DESIGN = new MergePatch<>(PageDesign.class, "member");
  private static final HttpResponse NO_DRAFT =
      Problems.of(409, "There is no draft to publish: create one with PUT");

  private final KnownRooms rooms;
  private final PageDesigns designs;

  public PagesApi(KnownRooms rooms, PageDesigns designs) {
    this.rooms = rooms;
    this.designs = designs;
  }

  /** Both designs of a room; null: none. */
  record Designs(
      @JsonProperty("event_id") String eventId,
      @Nullable PageDesign draft,
      @Nullable PageDesign published) {}

  public List<Endpoint> endpoints() {
    return List.of(
        modern("GET", PATH, Role.VIEWER, this::get),
        modern("PUT", PATH, Role.ADMIN, this::put),
        modern("DELETE", PATH, Role.ADMIN, this::delete),
        modern("POST", PATH + "/publish", Role.ADMIN, this::publish));
  }

  private CompletionStage<HttpResponse> get(Exchange exchange) {
    return both(rooms.of(exchange).room()).thenApply(Json::answer);
  }

  private CompletionStage<Designs> both(RoomId room) {
    return designs
        .stored(room, Stage.DRAFT)
        .thenCombine(
            designs.stored(room, Stage.PUBLISHED),
            (draft, published) ->
                new Designs(room.value(), draft.orElse(null), published.orElse(null)));
  }

  private CompletionStage<HttpResponse> put(Exchange exchange) {
    RoomId room = rooms.of(exchange).room();
    PageDesign wanted = DESIGN.read(DESIGN.over(exchange.body(), PageDesign.DEFAULT));
    return designs
        .stored(room, Stage.DRAFT)
        .thenCompose(
            before ->
                designs
                    .saveDraft(room, wanted)
                    .thenCompose(done -> both(room))
                    .thenApply(both -> changed(exchange, before, both)));
  }

  private static HttpResponse changed(
      Exchange exchange, Optional<PageDesign> before, Designs both) {
    exchange.changed(outline(before.orElse(null)), outline(both.draft()));
    return Json.answer(both);
  }

  private CompletionStage<HttpResponse> publish(Exchange exchange) {
    RoomId room = rooms.of(exchange).room();
    return both(room)
        .thenCompose(
            both -> {
              PageDesign draft = both.draft();
              if (draft == null) {
                return Answers.now(NO_DRAFT);
              }
              exchange.changed(outline(both.published()), outline(draft));
              return designs
                  .publish(room, draft)
                  .thenApply(done -> Json.answer(new Designs(room.value(), draft, draft)));
            });
  }

  private CompletionStage<HttpResponse> delete(Exchange exchange) {
    RoomId room = rooms.of(exchange).room();
    return both(room)
        .thenCompose(
            both -> {
              exchange.changed(outline(both.published()), null);
              return designs
                  .delete(room)
                  .thenApply(done -> HttpResponse.create().withStatus(StatusCodes.NO_CONTENT));
            });
  }

  /** The design without its large members, for the audit trail. */
  private static @Nullable JsonNode outline(@Nullable PageDesign design) {
    if (design == null) {
      return null;
    }
    ObjectNode members = Json.MAPPER.valueToTree(design);
    for (String large : List.of("logo", "template")) {
      if (members.path(large).isTextual()) {
        members.put(large, members.get(large).textValue().length() + " characters");
      }
    }
    return members;
  }
}
