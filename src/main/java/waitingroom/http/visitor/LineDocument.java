package waitingroom.http.visitor;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import waitingroom.forecast.Estimate;
import waitingroom.page.PageState;
import waitingroom.room.RoomStatus;
import waitingroom.schedule.Sale;
import waitingroom.schedule.Stage;
import waitingroom.ticket.Ticket;

/**
 * A visitor's place and the line around it.
 *
 * @param entryTime epoch seconds
 * @param peopleAhead earlier positions that have not been called
 * @param estimatedWait seconds; null: unknown
 * @param range lower and upper bound in seconds, the latter null if there is none; null: unknown
 * @param expiresIn seconds left to fetch the token; null: not called, or no limit
 * @param pollAfter seconds until the next poll makes sense
 * @param phase of the event that is under way; null: none
 * @param startsAt when people are called, epoch seconds; null: no event is under way
 * @param endsAt when the event ends, epoch seconds; null: no event is under way
 * @param serverMillis the server's time, epoch milliseconds; null: no event is under way
 */
public record LineDocument(
    long position,
    @JsonProperty("entry_time") long entryTime,
    @JsonProperty("serving_counter") long serving,
    @JsonProperty("waiting_num") long waiting,
    @JsonProperty("people_ahead") long peopleAhead,
    State state,
    String message,
    @JsonProperty("estimated_wait") @Nullable Long estimatedWait,
    @Nullable List<@Nullable Long> range,
    Turn turn,
    @JsonProperty("expires_in") @Nullable Long expiresIn,
    @JsonProperty("poll_after") long pollAfter,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String phase,
    @JsonProperty("starts_at") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long startsAt,
    @JsonProperty("ends_at") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long endsAt,
    @JsonProperty("server_time_ms") @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable Long serverMillis) {

  /** State of the line. */
  public enum State {
    @JsonProperty("open")
    OPEN,
    @JsonProperty("paused")
    PAUSED
  }

  /** Progress of the visitor. */
  public enum Turn {
    @JsonProperty("waiting")
    WAITING,
    @JsonProperty("served")
    SERVED,
    @JsonProperty("expired")
    EXPIRED
  }

  /** The visitor's own part. */
  record Person(
      Ticket ticket,
      Turn turn,
      @Nullable Long expiresIn,
      @Nullable Estimate estimate,
      long pollAfter,
      long wallMillis) {}

  static LineDocument of(RoomStatus room, Person person) {
    Estimate estimate = person.estimate();
    Sale.Current event = room.eventUnderWay();
    return new LineDocument(
        person.ticket().position(),
        person.ticket().enteredAt(),
        room.counters().serving(),
        room.counters().waiting(),
        peopleAhead(room, person.ticket()),
        room.settings().paused() ? State.PAUSED : State.OPEN,
        room.settings().message(),
        estimate == null ? null : estimate.seconds(),
        estimate == null ? null : Arrays.asList(estimate.low(), estimate.high()),
        person.turn(),
        person.expiresIn(),
        person.pollAfter(),
        event == null ? null : event.stage().text(),
        event == null ? null : event.starts(),
        event == null ? null : event.ends(),
        event == null ? null : person.wallMillis());
  }

  /** The state that the page without scripts shows. */
  public PageState pageState() {
    return switch (turn) {
      case EXPIRED -> PageState.EXPIRED;
      case SERVED -> PageState.TURN;
      case WAITING ->
          state == State.PAUSED
              ? PageState.PAUSED
              : startsIn() == null ? PageState.WAITING : PageState.PREQUEUE;
    };
  }

  /** Seconds until people are called; null: they are. */
  public @Nullable Long startsIn() {
    boolean held = phase != null && !phase.equals(Stage.RUNNING.text());
    return held && startsAt != null && serverMillis != null
        ? (Long) Math.max(0, startsAt - serverMillis / 1000)
        : null;
  }

  static long peopleAhead(RoomStatus room, Ticket ticket) {
    long serving = Math.max(0, room.counters().serving());
    return Math.max(0, ticket.position() - serving - 1);
  }
}
