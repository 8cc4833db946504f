package waitingroom.http.visitor;

import static waitingroom.http.route.Endpoint.compatible;
import static waitingroom.http.route.Endpoint.modern;
import static waitingroom.http.route.QueryParameter.EVENT_ID;
import static waitingroom.http.route.QueryParameter.REQUEST_ID;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.util.ByteString;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import waitingroom.forecast.WaitForecasts;
import waitingroom.http.route.Answers;
import waitingroom.http.route.ApiErrors;
import waitingroom.http.route.Cost;
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.Json;
import waitingroom.http.route.Members;
import waitingroom.http.route.SpacedJson;
import waitingroom.http.server.PublicSettings;
import waitingroom.room.PositionQuery;
import waitingroom.room.Rejection;
import waitingroom.room.RoomId;
import waitingroom.room.RoomStatus;
import waitingroom.room.cluster.WaitingRooms;
import waitingroom.ticket.Ticket;
import waitingroom.token.SigningKeys;
import waitingroom.trace.Traces;

/** The visitors' API (contract, part 1), and the public keys. */
public final class PublicApi {
  private final WaitingRooms rooms;
  private final Visitors visitors;
  private final TokenEndpoint tokens;
  private final SigningKeys keys;
  private final Joining joining;
  private final PublicSettings settings;
  private final CounterAnswers counters;
  private final HeartbeatEndpoint heartbeats;
  private final EstimatedWait estimates;
  private final HttpHeader countersCache;
  private final UnaryOperator<HttpResponse> cachedInCdn;
  private final HttpHeader queueNumCache;
  private final HttpHeader publicKeyCache;

  public PublicApi(
      WaitingRooms rooms,
      Visitors visitors,
      TokenEndpoint tokens,
      SigningKeys keys,
      WaitForecasts forecasts,
      Traces traces,
      PublicSettings settings) {
    this.rooms = rooms;
    this.visitors = visitors;
    this.tokens = tokens;
    this.keys = keys;
    this.joining = new Joining(rooms, visitors, traces);
    this.settings = settings;
    this.counters = new CounterAnswers(settings.cache().counters());
    this.heartbeats = new HeartbeatEndpoint(rooms, visitors);
    this.countersCache = Answers.cached(settings.cache().counters());
    this.estimates = new EstimatedWait(visitors, forecasts, countersCache);
    this.queueNumCache = Answers.cachedPrivately(settings.cache().queueNum());
    this.cachedInCdn = Answers.cachedInCdn(settings.cache().queueNumCdn());
    this.publicKeyCache = Answers.cached(settings.cache().publicKey());
  }

  public List<Endpoint> endpoints() {
    return List.of(
        compatible("POST", "/assign_queue_num", null, this::assignQueueNum).costing(Cost.MINT),
        compatible("GET", "/queue_num", null, OwnAnswers.of(this::queueNum), REQUEST_ID, EVENT_ID)
            .costing(Cost.POLL),
        compatible("GET", "/serving_num", null, this::servingNum, EVENT_ID).costing(Cost.POLL),
        compatible("GET", "/waiting_num", null, this::waitingNum, EVENT_ID).costing(Cost.POLL),
        compatible("POST", "/generate_token", null, this::generateToken).costing(Cost.SIGN),
        compatible("GET", "/public_key", null, this::publicKey, EVENT_ID).costing(Cost.POLL),
        compatible(
                "GET",
                "/queue_pos_expiry",
                null,
                OwnAnswers.of(this::queuePosExpiry),
                REQUEST_ID,
                EVENT_ID)
            .costing(Cost.POLL),
        compatible(
                "GET",
                "/estimated_wait",
                null,
                OwnAnswers.of(estimates::answer),
                REQUEST_ID,
                EVENT_ID)
            .costing(Cost.POLL),
        compatible("POST", "/heartbeat", null, heartbeats::beat).costing(Cost.WRITE),
        modern("GET", "/.well-known/jwks.json", null, this::jwks).costing(Cost.POLL),
        modern("GET", "/public_key.pem", null, this::publicKeyPem).costing(Cost.POLL));
  }

  private CompletionStage<HttpResponse> assignQueueNum(Exchange exchange) {
    if (!exchange.isJson()) {
      throw new HttpRefusal(Answers.UNSUPPORTED_MEDIA_TYPE);
    }
    RoomId room =
        visitors.openRoom(exchange.members().text("event_id"), Answers.INVALID_EVENT).room();
    return joining
        .join(room, exchange)
        .thenApply(
            outcome ->
                outcome.fold(
                    PublicApi::joined,
                    reason -> ApiErrors.compatible(reason, Answers.INVALID_EVENT)));
  }

  private static HttpResponse joined(Joining.Joined joined) {
    return Answers.ok(
        new SpacedJson().string("api_request_id", joined.requestId()).bytes(), Answers.NO_STORE);
  }

  private CompletionStage<HttpResponse> queueNum(Exchange exchange) {
    String eventId = EVENT_ID.of(exchange);
    Ticket ticket = ticket(exchange, Answers.UNKNOWN_REQUEST_YET);
    ByteString position =
        new SpacedJson()
            .number("queue_number", ticket.position())
            .number("entry_time", ticket.enteredAt())
            .string("event_id", eventId)
            .number("status", 1)
            .bytes();
    return Answers.now(cachedInCdn.apply(Answers.ok(position, queueNumCache)));
  }

  private Ticket ticket(Exchange exchange, HttpResponse unknown) {
    return visitors
        .place(EVENT_ID.of(exchange), REQUEST_ID.of(exchange), Answers.INVALID_EVENT_OR_REQUEST)
        .ticketOr(unknown);
  }

  private CompletionStage<HttpResponse> servingNum(Exchange exchange) {
    return Answers.now(counters.of(room(exchange)).serving());
  }

  private CompletionStage<HttpResponse> waitingNum(Exchange exchange) {
    return Answers.now(counters.of(room(exchange)).waiting());
  }

  private RoomStatus room(Exchange exchange) {
    return visitors.openRoom(EVENT_ID.of(exchange), Answers.INVALID_EVENT);
  }

  private CompletionStage<HttpResponse> generateToken(Exchange exchange) {
    Members body = exchange.members();
    String eventId = body.text("event_id");
    String requestId = body.text("request_id");
    // Checked by the model and then ignored, as in the original (contract 1.5).
    body.optionalText("issuer");
    body.optionalNumber("validity_period");
    return tokens.generate(eventId, requestId, settings.issuer(), null);
  }

  private CompletionStage<HttpResponse> publicKey(Exchange exchange) {
    visitors.openRoom(EVENT_ID.of(exchange), Answers.INVALID_REQUEST);
    return Answers.now(Answers.ok(Json.bytes(keys.publicJwk()), publicKeyCache));
  }

  private CompletionStage<HttpResponse> queuePosExpiry(Exchange exchange) {
    String eventId = EVENT_ID.of(exchange);
    RoomStatus room = visitors.openRoom(eventId, Answers.INVALID_EVENT_OR_REQUEST);
    Visitors.ResolvedRequest place =
        visitors.place(eventId, REQUEST_ID.of(exchange), Answers.INVALID_EVENT_OR_REQUEST);
    if (!room.settings().enableQueuePositionExpiry()) {
      return Answers.now(Answers.EXPIRY_NOT_ENABLED);
    }
    Ticket ticket = place.ticketOr(Answers.UNKNOWN_POSITION);
    return rooms
        .expiresIn(place.room(), new PositionQuery(place.epoch(), ticket.position()))
        .thenApply(
            outcome ->
                outcome.fold(
                    left ->
                        Answers.ok(
                            new SpacedJson().number("expires_in", left).bytes(), countersCache),
                    reason ->
                        reason == Rejection.UNKNOWN_REQUEST
                            ? Answers.UNKNOWN_POSITION
                            : ApiErrors.compatible(reason, Answers.INVALID_EVENT_OR_REQUEST)));
  }

  private CompletionStage<HttpResponse> jwks(Exchange exchange) {
    return Answers.now(Answers.ok(Json.bytes(keys.jwks()), publicKeyCache));
  }

  private CompletionStage<HttpResponse> publicKeyPem(Exchange exchange) {
    return Answers.now(
        HttpResponse.create()
            .addHeader(publicKeyCache)
            .withEntity(
                ContentTypes.TEXT_PLAIN_UTF8, ByteString.fromString(keys.active().publicPem())));
  }
}
