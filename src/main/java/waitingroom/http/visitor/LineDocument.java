package waitingroom.http.visitor;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import waitingroom.forecast.Estimate;
import waitingroom.room.RoomStatus;
import waitingroom.ticket.Ticket;

/**
 * A visitor's place and the line around it.
 *
 * @param entryTime epoch seconds
 * @param peopleAhead positions before this one that have not been called
 * @param state open or paused
 * @param message of the operator to everybody in line; empty: none
 * @param estimatedWait seconds; null when nothing can be said
 * @param range the shorter and the longer wait; the latter is null when it has no bound
 * @param turn waiting, served or expired
 * @param expiresIn seconds left to fetch the token; null: not called, or as many as one likes
 * @param pollAfter seconds until it makes sense to ask again
 */
public record LineDocument(
    long position,
    @JsonProperty("entry_time") long entryTime,
    @JsonProperty("serving_counter") long serving,
    @JsonProperty("waiting_num") long waiting,
    @JsonProperty("people_ahead") long peopleAhead,
    String state,
    String message,
    @JsonProperty("estimated_wait") @Nullable Long estimatedWait,
    @Nullable List<@Nullable Long> range,
    String turn,
    @JsonProperty("expires_in") @Nullable Long expiresIn,
    @JsonProperty("poll_after") long pollAfter) {

  /** Where a visitor stands. */
  enum Turn {
    WAITING,
    SERVED,
    EXPIRED
  }

  /** What of it is the visitor's own. */
  record Person(
      Ticket ticket,
      Turn turn,
      @Nullable Long expiresIn,
      @Nullable Estimate estimate,
      long pollAfter) {}

  static LineDocument of(RoomStatus room, Person person) {
    Estimate estimate = person.estimate();
    return new LineDocument(
        person.ticket().position(),
        person.ticket().enteredAt(),
        room.counters().serving(),
        room.counters().waiting(),
        peopleAhead(room, person.ticket()),
        room.settings().paused() ? "paused" : "open",
        room.settings().message(),
        estimate == null ? null : estimate.seconds(),
        estimate == null ? null : Arrays.asList(estimate.low(), estimate.high()),
        person.turn().name().toLowerCase(Locale.ROOT),
        person.expiresIn(),
        person.pollAfter());
  }

  static long peopleAhead(RoomStatus room, Ticket ticket) {
    long serving = Math.max(0, room.counters().serving());
    return Math.max(0, ticket.position() - serving - 1);
  }
}
