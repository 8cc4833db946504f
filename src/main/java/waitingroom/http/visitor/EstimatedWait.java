package waitingroom.http.visitor;

import static waitingroom.http.route.QueryParameter.EVENT_ID;
import static waitingroom.http.route.QueryParameter.REQUEST_ID;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import waitingroom.forecast.Estimate;
import waitingroom.forecast.WaitForecasts;
import waitingroom.http.route.Answers;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.Json;
import waitingroom.room.RoomStatus;
import waitingroom.ticket.Ticket;

/** Wait estimates for visitors; from memory, like the counters. */
final class EstimatedWait {
  private final Visitors visitors;
  private final WaitForecasts forecasts;
  private final HttpHeader cacheControl;

  EstimatedWait(Visitors visitors, WaitForecasts forecasts, HttpHeader cacheControl) {
    this.visitors = visitors;
    this.forecasts = forecasts;
    this.cacheControl = cacheControl;
  }

  /**
   * The answer.
   *
   * @param seconds null: unknown
   * @param range lower and upper bound in seconds, the latter null if there is none; null: unknown
   * @param peopleAhead earlier positions that have not been called
   */
  record Document(
      @JsonProperty("estimated_wait") @Nullable Long seconds,
      @JsonProperty("range") @Nullable List<@Nullable Long> range,
      @JsonProperty("position") long position,
      @JsonProperty("people_ahead") long peopleAhead) {}

  CompletionStage<HttpResponse> answer(Exchange exchange) {
    String eventId = EVENT_ID.of(exchange);
    HttpResponse invalid = Answers.INVALID_EVENT_OR_REQUEST;
    Ticket ticket =
        visitors
            .place(eventId, REQUEST_ID.of(exchange), invalid)
            .ticketOr(Answers.UNKNOWN_REQUEST_YET);
    RoomStatus room = visitors.openRoom(eventId, invalid);
    Estimate estimate = forecasts.estimate(room, ticket.position()).orElse(null);
    return Answers.now(Answers.ok(Json.bytes(document(room, ticket, estimate)), cacheControl));
  }

  private static Document document(RoomStatus room, Ticket ticket, @Nullable Estimate estimate) {
    return new Document(
        estimate == null ? null : estimate.seconds(),
        estimate == null ? null : Arrays.asList(estimate.low(), estimate.high()),
        ticket.position(),
        LineDocument.peopleAhead(room, ticket));
  }
}
