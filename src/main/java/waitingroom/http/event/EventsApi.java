package waitingroom.http.event;

import static waitingroom.http.route.Endpoint.modern;

import akka.NotUsed;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import waitingroom.access.Role;
import waitingroom.event.Envelopes;
import waitingroom.event.EventFeed;
import waitingroom.event.EventFeed.Item;
import waitingroom.event.EventFeed.Start;
import waitingroom.event.EventType;
import waitingroom.event.JournalPosition;
import waitingroom.event.Scope;
import waitingroom.http.route.Answers;
import waitingroom.http.route.ApiErrors;
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.LiveEvents;
import waitingroom.http.route.StreamLeases;
import waitingroom.room.cluster.WaitingRooms;
import waitingroom.ticket.Naming;

/** Events as Server-Sent Events (WHATWG HTML, section 9.2), while the client listens. */
public final class EventsApi {
  private static final Role ROLE = Role.VIEWER;

  /** Well below the 60 s after which an idle connection is cut, here and in most proxies. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final EventFeed feed;
  private final WaitingRooms rooms;
  private final StreamLeases leases;

  public EventsApi(EventFeed feed, WaitingRooms rooms, StreamLeases leases) {
    this.feed = feed;
    this.rooms = rooms;
    this.leases = leases;
  }

  public List<Endpoint> endpoints() {
    return List.of(modern("GET", "/events", ROLE, this::events));
  }

  private CompletionStage<HttpResponse> events(Exchange exchange) {
    Scope scope = EventScopes.scope(exchange.query("event_id").orElse(null), rooms.board());
    Set<EventType> wanted = types(exchange.query("types").orElse(""));
    Optional<String> last =
        exchange
            .header("Last-Event-ID")
            .filter(id -> !id.isEmpty())
            .or(() -> exchange.query("last_event_id"));
    Naming naming = naming(exchange);
    return start(scope, last)
        .thenApply(start -> answer(exchange, naming, feed.from(scope, start, wanted, naming)));
  }

  private static Naming naming(Exchange exchange) {
    Naming most = exchange.caller().naming();
    Naming wanted = exchange.query("request_ids").map(EventsApi::naming).orElse(most);
    if (wanted == Naming.IDS && most != Naming.IDS) {
      throw new HttpRefusal(
          ApiErrors.forbidden(Role.OPERATOR, exchange.caller().principal().role(), false));
    }
    return wanted;
  }

  private static Naming naming(String text) {
    return Naming.parse(text)
        .orElseThrow(() -> HttpRefusal.badRequest("request_ids must be ids or names"));
  }

  private CompletionStage<Start> start(Scope scope, Optional<String> last) {
    if (last.isEmpty()) {
      return feed.end(scope).thenApply(end -> new Start(end, 1));
    }
    JournalPosition after =
        scope
            .place(last.get())
            .orElseThrow(
                () ->
                    HttpRefusal.badRequest(
                        "Last-Event-ID must be the id of an event of this stream: leave it out"
                            + " to start with the next event"));
    return CompletableFuture.completedStage(new Start(after, 1));
  }

  /** Comma-separated names; none: all. */
  private static Set<EventType> types(String text) {
    Set<EventType> types = EnumSet.noneOf(EventType.class);
    for (String name : text.split(",", -1)) {
      if (!name.isBlank()) {
        types.add(EventScopes.type(name.trim()));
      }
    }
    return types.isEmpty() ? EnumSet.allOf(EventType.class) : types;
  }

  private HttpResponse answer(Exchange exchange, Naming naming, Source<Item, NotUsed> items) {
    // Whoever loses the role that sees ids loses the stream that tells them.
    Role needed = naming == Naming.IDS ? Role.OPERATOR : ROLE;
    Source<ByteString, NotUsed> text =
        items
            .mapConcat(item -> Optional.ofNullable(item.event()).map(List::of).orElse(List.of()))
            .map(EventsApi::text)
            .keepAlive(HEARTBEAT, () -> LiveEvents.COMMENT)
            .prepend(Source.single(LiveEvents.HEAD));
    return HttpResponse.create()
        .addHeader(Answers.NO_STORE)
        .withEntity(
            HttpEntities.create(
                MediaTypes.TEXT_EVENT_STREAM.toContentType(),
                leases.whileAllowed(exchange, needed, text)));
  }

  /** Samples have no id: a stream can only resume after an event of the journal. */
  private static ByteString text(CloudEvent event) {
    boolean sample = event.getType().equals(EventType.WAITING_ROOM_METRICS.text());
    return ByteString.fromString(
            (sample ? "" : "id: " + event.getId() + "\n")
                + "event: "
                + event.getType()
                + "\ndata: ")
        .concat(ByteString.fromArrayUnsafe(Envelopes.json(event)))
        .concat(ByteString.fromString("\n\n"));
  }
}
