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
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.Preflight;
import waitingroom.room.Place;
import waitingroom.room.RoomStatus;
import waitingroom.stream.Streams;
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
        compatible("GET", "/stream", null, this::stream, EVENT_ID).with(Preflight.EVENTS),
        compatible("GET", "/line", null, line::answer, REQUEST_ID, EVENT_ID)
            .with(Preflight.EVENTS));
  }

  private CompletionStage<HttpResponse> stream(Exchange exchange) {
    String eventId = EVENT_ID.of(exchange);
    RoomStatus room = visitors.openRoom(eventId, Answers.INVALID_EVENT_OR_REQUEST);
    Optional<String> requestId = exchange.lastQuery("request_id");
    Place place = requestId.isEmpty() ? null : place(eventId, requestId.get());
    if (streams.full()) {
      throw new HttpRefusal(FULL);
    }
    return Answers.now(Answers.publicEventStream(streams.of(room.room(), place)));
  }

  /** A place, also of an older epoch: its stream says so and ends. */
  private @Nullable Place place(String eventId, String requestId) {
    Visitors.ResolvedRequest place =
        visitors.placeOfAnyEpoch(eventId, requestId, Answers.INVALID_EVENT_OR_REQUEST);
    Ticket ticket = place.ticketOr(Answers.UNKNOWN_POSITION);
    return place.inLine(ticket);
  }
}
