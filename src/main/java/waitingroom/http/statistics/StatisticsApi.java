package waitingroom.http.statistics;

import static waitingroom.http.route.Endpoint.modern;

import akka.http.javadsl.model.HttpResponse;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import waitingroom.access.Role;
import waitingroom.http.room.KnownRooms;
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.Json;
import waitingroom.readside.ExpiredTokens;
import waitingroom.readside.ExpiredTokens.Place;
import waitingroom.readside.HistoryWindow;
import waitingroom.readside.ReadSide;
import waitingroom.room.RoomId;
import waitingroom.room.RoomStatus;

/** A room's statistics: current, over time, and expired tokens. */
public final class StatisticsApi {
  private static final int PAGE = 1000;
  private static final int PAGE_MAX = 10_000;

  private final KnownRooms known;
  private final RoomNumbers numbers;
  private final ReadSide readSide;
  private final Clock clock;

  public StatisticsApi(KnownRooms known, RoomNumbers numbers, ReadSide readSide, Clock clock) {
    this.known = known;
    this.numbers = numbers;
    this.readSide = readSide;
    this.clock = clock;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        modern("GET", "/rooms/{event_id}/statistics", Role.VIEWER, this::statistics),
        modern("GET", "/rooms/{event_id}/history", Role.VIEWER, this::history),
        modern("GET", "/rooms/{event_id}/expired-tokens", Role.VIEWER, this::expiredTokens));
  }

  private CompletionStage<HttpResponse> statistics(Exchange exchange) {
    boolean csv = Csv.wanted(exchange);
    return numbers
        .of(known.of(exchange).room())
        .thenApply(
            document ->
                csv
                    ? Csv.answer(StatisticsDocument.class, List.of(document))
                    : Json.answer(document));
  }

  private CompletionStage<HttpResponse> history(Exchange exchange) {
    boolean csv = Csv.wanted(exchange);
    RoomId room = known.of(exchange).room();
    HistoryWindow window = HistoryQuery.window(exchange, clock.instant().getEpochSecond());
    return readSide
        .statistics()
        .history(room, window)
        .thenApply(points -> HistoryDocument.of(room, window, points))
        .thenApply(
            document ->
                csv
                    ? Csv.answer(HistoryDocument.Point.class, document.points())
                    : Json.answer(document));
  }

  /**
   * A page of request ids.
   *
   * @param next value of {@code after} for the next page; null: this is the last
   */
  record ExpiredPage(
      @JsonProperty("request_ids") List<String> requestIds,
      @JsonProperty("next") @Nullable String next) {
    static ExpiredPage of(ExpiredTokens.Page page) {
      return new ExpiredPage(page.requestIds(), page.next().map(Place::toString).orElse(null));
    }
  }

  private CompletionStage<HttpResponse> expiredTokens(Exchange exchange) {
    RoomStatus room = known.open(KnownRooms.name(exchange));
    Place after = exchange.query("after").map(StatisticsApi::place).orElse(Place.FIRST);
    int limit = exchange.query("limit").map(StatisticsApi::limit).orElse(PAGE);
    return readSide
        .expiredTokens()
        .page(room.room(), room.epoch(), after, limit, exchange.caller().naming())
        .thenApply(page -> Json.answer(ExpiredPage.of(page)));
  }

  private static Place place(String text) {
    return Place.parse(text)
        .orElseThrow(
            () -> HttpRefusal.badRequest("after must be the member next of the previous page"));
  }

  private static int limit(String text) {
    if (text.matches("\\d{1,5}")) {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= PAGE_MAX) {
        return limit;
      }
    }
    throw HttpRefusal.badRequest("limit must be from 1 to " + PAGE_MAX);
  }
}
