package waitingroom.http.visitor;

import static waitingroom.http.route.Endpoint.compatible;
import static waitingroom.http.route.QueryParameter.EVENT_ID;
import static waitingroom.http.route.QueryParameter.REQUEST_ID;

import akka.http.javadsl.model.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import waitingroom.http.route.Answers;
import waitingroom.http.route.Cost;
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.Preflight;
import waitingroom.http.route.SentRequestId;
import waitingroom.room.Place;
import waitingroom.room.RoomStatus;
import waitingroom.stream.Streams;
import waitingroom.ticket.RequestIds;
import waitingroom.ticket.Ticket;

/** The state of the line: pushed as a stream, or polled. */
public final class StreamApi {
  private static final HttpResponse FULL =
      Answers.unavailable("This node has as many streams as it may have: poll /line meanwhile");

  private final Visitors visitors;
  private final Streams streams;
  private final LineEndpoint line;

  public StreamApi(Visitors visitors, Streams streams, LineEndpoint line) {
    this.visitors = visitors;
    this.streams = streams;
    this.line = line;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        compatible("GET", "/stream", null, OwnAnswers.of(this::stream), EVENT_ID)
            .with(Preflight.EVENTS)
            .costing(Cost.POLL),
        compatible("GET", "/line", null, OwnAnswers.of(line::answer), REQUEST_ID, EVENT_ID)
            .with(Preflight.EVENTS)
            .costing(Cost.POLL));
  }

  private CompletionStage<HttpResponse> stream(Exchange exchange) {
    String eventId = EVENT_ID.of(exchange);
    RoomStatus room = visitors.openRoom(eventId, Answers.INVALID_EVENT_OR_REQUEST);
    Place place = place(exchange, eventId);
    if (streams.full()) {
      throw new HttpRefusal(FULL);
    }
    return Answers.now(Answers.publicEventStream(streams.of(room.room(), place)));
  }

  /** The reader's place; null: they brought none, or the browser added a cookie of no place. */
  private @Nullable Place place(Exchange exchange, String eventId) {
    Optional<String> written =
        SentRequestId.inQuery(exchange).or(() -> SentRequestId.inHeader(exchange));
    if (written.isPresent()) {
      return place(eventId, written.get());
    }
    return SentRequestId.of(exchange).flatMap(id -> kept(eventId, id)).orElse(null);
  }

  /** Readers of the line alone need not know of the cookie, so a stale one must not stop them. */
  private Optional<Place> kept(String eventId, String requestId) {
    if (!RequestIds.wellFormed(requestId)) {
      return Optional.empty();
    }
    Visitors.ResolvedRequest place =
        visitors.placeOfAnyEpoch(eventId, requestId, Answers.INVALID_EVENT_OR_REQUEST);
    return Optional.ofNullable(place.ticket()).map(place::inLine);
  }

  /** A place, also of an older epoch: its stream says so and ends. */
  private Place place(String eventId, String requestId) {
    Visitors.ResolvedRequest place =
        visitors.placeOfAnyEpoch(eventId, requestId, Answers.INVALID_EVENT_OR_REQUEST);
    Ticket ticket = place.ticketOr(Answers.UNKNOWN_POSITION);
    return place.inLine(ticket);
  }
}
