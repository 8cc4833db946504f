package waitingroom.http.room;

import static waitingroom.http.route.Endpoint.compatible;
import static waitingroom.http.route.QueryParameter.EVENT_ID;

import akka.NotUsed;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import waitingroom.access.Role;
import waitingroom.http.route.Answers;
import waitingroom.http.route.ApiErrors;
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.Members;
import waitingroom.http.route.SpacedJson;
import waitingroom.http.server.AdminSettings;
import waitingroom.http.visitor.TokenEndpoint;
import waitingroom.http.visitor.Visitors;
import waitingroom.readside.ExpiredTokens;
import waitingroom.room.RoomSettings;
import waitingroom.room.RoomStatus;
import waitingroom.room.SessionEnd;
import waitingroom.room.cluster.WaitingRooms;
import waitingroom.ticket.Ticket;

/** The compatible paths for operators and inlets (contract, part 2). */
public final class PrivateApi {
  private static final int IDS_PER_CHUNK = 500;
  private static final int ISSUER_CHARS_MAX = 256;
  private static final HttpResponse RESET_DONE =
      json(
          new SpacedJson()
              .string(
                  "message",
                  "The event is back in its initial state: counters are 0, and all earlier request"
                      + " ids are unknown."));
  private static final HttpResponse SESSION_ENDED =
      json(
          new SpacedJson()
              .object("ResponseMetadata", new SpacedJson().number("HTTPStatusCode", 200)));

  private final WaitingRooms rooms;
  private final Visitors visitors;
  private final TokenEndpoint tokens;
  private final ExpiredTokens expiredTokens;
  private final AdminSettings settings;

  public PrivateApi(
      WaitingRooms rooms,
      Visitors visitors,
      TokenEndpoint tokens,
      ExpiredTokens expiredTokens,
      AdminSettings settings) {
    this.rooms = rooms;
    this.visitors = visitors;
    this.tokens = tokens;
    this.expiredTokens = expiredTokens;
    this.settings = settings;
  }

  public List<Endpoint> endpoints() {
    Role operator = Role.OPERATOR;
    return List.of(
        compatible("POST", "/generate_token", operator, this::generateToken).summedInTrail(),
        compatible("POST", "/increment_serving_counter", operator, this::increment)
            .withPreflightSwapped(),
        compatible("POST", "/update_session", Role.SHOP, this::updateSession)
            .withPreflightSwapped()
            .summedInTrail(),
        compatible("POST", "/reset_initial_state", Role.ADMIN, this::reset),
        compatible("GET", "/num_active_tokens", Role.VIEWER, this::numActiveTokens, EVENT_ID)
            .withPreflightSwapped(),
        compatible("GET", "/expired_tokens", Role.VIEWER, this::expiredTokens, EVENT_ID)
            .withPreflightSwapped());
  }

  private CompletionStage<HttpResponse> generateToken(Exchange exchange) {
    Members body = exchange.members();
    String eventId = body.text("event_id");
    String requestId = body.text("request_id");
    String issuer = body.optionalText("issuer").map(PrivateApi::issuer).orElse(settings.issuer());
    Long validity =
        body.optionalNumber("validity_period").map(PrivateApi::validityPeriod).orElse(null);
    RoomStatus room = visitors.openRoom(eventId, Answers.INVALID_EVENT_OR_REQUEST);
    long usual = room.settings().validityPeriod();
    if ((validity != null && validity > usual) || !issuer.equals(settings.issuer())) {
      exchange.trail().gained();
      exchange.changed(
          Map.of("validity_period", usual, "issuer", settings.issuer()),
          Map.of(
              "visitor",
              visitors.name(room.room(), requestId),
              "validity_period",
              validity == null ? usual : validity,
              "issuer",
              issuer));
    }
    return tokens.generate(eventId, requestId, issuer, validity);
  }

  /**
   * Bounded, because it is kept with every session and travels in batches. Stored as UTF-8, which
   * cannot encode unpaired surrogates; JSON escapes can.
   */
  static String issuer(String text) {
    if (text.length() > ISSUER_CHARS_MAX) {
      throw new HttpRefusal(
          Answers.error(400, "Invalid issuer: at most " + ISSUER_CHARS_MAX + " characters"));
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new HttpRefusal(
          Answers.error(400, "Invalid issuer: it holds half a character (an unpaired surrogate)"));
    }
    return text;
  }

  static Long validityPeriod(BigDecimal number) {
    long seconds = Members.truncated("validity_period", number);
    long max = RoomSettings.VALIDITY_PERIOD_MAX;
    if (seconds < -max || seconds > max) {
      throw new HttpRefusal(
          Answers.error(400, "Invalid validity_period: at most a year of seconds"));
    }
    return seconds;
  }

  private CompletionStage<HttpResponse> increment(Exchange exchange) {
    Members body = exchange.members();
    String eventId = body.text("event_id");
    body.number("increment_by");
    RoomStatus seen = visitors.openRoom(eventId, Answers.INVALID_EVENT);
    return rooms
        .incrementServing(seen.room(), body.whole("increment_by"))
        .thenApply(
            outcome ->
                outcome.fold(
                    status -> {
                      exchange.changed(serving(seen), serving(status));
                      return json(
                          new SpacedJson().number("serving_num", status.counters().serving()));
                    },
                    reason -> ApiErrors.compatible(reason, Answers.INVALID_EVENT)));
  }

  private static Map<String, Long> serving(RoomStatus status) {
    return Map.of("serving_counter", status.counters().serving());
  }

  private CompletionStage<HttpResponse> updateSession(Exchange exchange) {
    Members body = exchange.members();
    String eventId = body.text("event_id");
    String requestId = body.text("request_id");
    var number = body.number("status");
    Visitors.ResolvedRequest place =
        visitors.place(eventId, requestId, Answers.INVALID_EVENT_OR_REQUEST);
    long status = Members.truncated("status", number);
    if (status != 1 && status != -1) {
      throw new HttpRefusal(Answers.INVALID_STATUS);
    }
    Ticket ticket = place.ticketOr(Answers.NO_OPEN_SESSION);
    String ended = status == 1 ? "completed" : "abandoned";
    if (exchange.caller().principal().role() != Role.SHOP) {
      // Not the shop's own word, so that it should be seen who gave it.
      exchange.trail().unusual();
      exchange.changed(
          null, Map.of("visitor", visitors.name(place.room(), requestId), "session", ended));
    }
    return rooms
        .endSession(place.room(), new SessionEnd(place.epoch(), ticket.position(), status == 1))
        .thenApply(
            outcome ->
                outcome.fold(
                    done -> {
                      exchange.trail().count(ended, 1);
                      return SESSION_ENDED;
                    },
                    reason -> ApiErrors.compatible(reason, Answers.INVALID_EVENT_OR_REQUEST)));
  }

  private CompletionStage<HttpResponse> reset(Exchange exchange) {
    RoomStatus seen = visitors.openRoom(exchange.members().text("event_id"), Answers.INVALID_EVENT);
    return rooms
        .reset(seen.room())
        .thenApply(
            outcome ->
                outcome.fold(
                    status -> {
                      exchange.changed(counters(seen), counters(status));
                      return RESET_DONE;
                    },
                    reason -> ApiErrors.compatible(reason, Answers.INVALID_EVENT)));
  }

  private static Object counters(RoomStatus status) {
    return RoomDocument.of(status, null).counters();
  }

  private CompletionStage<HttpResponse> numActiveTokens(Exchange exchange) {
    return rooms
        .activeSessions(room(exchange).room())
        .thenApply(
            outcome ->
                outcome.fold(
                    count -> json(new SpacedJson().number("active_tokens", count)),
                    reason -> ApiErrors.compatible(reason, Answers.INVALID_EVENT)));
  }

  private CompletionStage<HttpResponse> expiredTokens(Exchange exchange) {
    RoomStatus room = room(exchange);
    return expiredTokens
        .all(room.room(), room.epoch(), exchange.caller().naming())
        .thenApply(
            ids ->
                Answers.ok(ByteString.emptyByteString(), Answers.NO_STORE)
                    .withEntity(
                        HttpEntities.create(ContentTypes.APPLICATION_JSON, jsonArray(ids))));
  }

  /** A bare array; the ids need no escapes, and are grouped so that few chunks are sent. */
  private static Source<ByteString, NotUsed> jsonArray(Source<String, NotUsed> ids) {
    return ids.map(id -> "\"" + id + "\"")
        .grouped(IDS_PER_CHUNK)
        .map(chunk -> String.join(", ", chunk))
        .intersperse("[", ", ", "]")
        .map(ByteString::fromString);
  }

  private RoomStatus room(Exchange exchange) {
    return visitors.openRoom(EVENT_ID.of(exchange), Answers.INVALID_EVENT);
  }

  private static HttpResponse json(SpacedJson document) {
    return Answers.ok(document.bytes(), Answers.NO_STORE);
  }
}
