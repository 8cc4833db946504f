package waitingroom.room;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;
import waitingroom.room.RoomAnswer.Accepted;
import waitingroom.room.RoomAnswer.Active;
import waitingroom.room.RoomAnswer.Planning;
import waitingroom.room.RoomAnswer.Standing;
import waitingroom.room.RoomEvent.RoomReset;
import waitingroom.schedule.Commitment;
import waitingroom.schedule.ScheduledEvent;
import waitingroom.store.CborSerializable;

/** A command to a room. Each calls the rules that decide on it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RoomCommand.Join.class, name = "join"),
  @JsonSubTypes.Type(value = RoomCommand.Claim.class, name = "claim"),
  @JsonSubTypes.Type(value = RoomCommand.EndSessions.class, name = "end-sessions"),
  @JsonSubTypes.Type(value = RoomCommand.AskExpiries.class, name = "ask-expiries"),
  @JsonSubTypes.Type(value = RoomCommand.MaxSizeMessage.class, name = "max-size-message"),
  @JsonSubTypes.Type(value = RoomCommand.IncrementServing.class, name = "increment-serving"),
  @JsonSubTypes.Type(value = RoomCommand.Configure.class, name = "configure"),
  @JsonSubTypes.Type(value = RoomCommand.Reset.class, name = "reset"),
  @JsonSubTypes.Type(value = RoomCommand.Close.class, name = "close"),
  @JsonSubTypes.Type(value = RoomCommand.CountActive.class, name = "count-active"),
  @JsonSubTypes.Type(value = RoomCommand.AskStanding.class, name = "ask-standing"),
  @JsonSubTypes.Type(value = RoomCommand.ListEnded.class, name = "list-ended"),
  @JsonSubTypes.Type(value = RoomCommand.PlanEvent.class, name = "plan-event"),
  @JsonSubTypes.Type(value = RoomCommand.RemoveEvent.class, name = "remove-event"),
  @JsonSubTypes.Type(value = RoomCommand.AskSchedule.class, name = "ask-schedule")
})
public sealed interface RoomCommand extends CborSerializable {

  /** Decides on the command; changes nothing. */
  Decision decide(RoomState room, RoomClock clock);

  private static ScheduleRules schedule(RoomState room, RoomClock clock) {
    return new ScheduleRules(room, clock.wallMillis() / 1000, clock.lineMillis());
  }

  /** A command that only an open room accepts. */
  sealed interface ToOpenRoom extends RoomCommand {
    @Override
    default Decision decide(RoomState room, RoomClock clock) {
      if (room.isOpen()) {
        return decideOpen(room, clock);
      }
      return Decision.refuse(
          room.phase() == Phase.CLOSED ? Rejection.ROOM_CLOSED : Rejection.UNKNOWN_ROOM);
    }

    /** Decides on the command to a room that is open. */
    Decision decideOpen(RoomState room, RoomClock clock);
  }

  /** Gives a batch of visitors their positions; a repeated batch gets the same ones again. */
  record Join(String origin, long batch, int count) implements ToOpenRoom {
    @Override
    public Decision decideOpen(RoomState room, RoomClock clock) {
      long lineMillis = clock.lineMillis();
      return new JoinRules(room, schedule(room, clock), lineMillis).decide(origin, batch, count);
    }
  }

  /** Answers each claim with the terms of its token, old or new (contract 1.5, steps 2 to 7). */
  record Claim(List<TokenClaim> claims) implements ToOpenRoom {
    public Claim {
      claims = List.copyOf(claims);
    }

    @Override
    public Decision decideOpen(RoomState room, RoomClock clock) {
      return new ClaimRules(room, clock.wallMillis() / 1000, clock.lineMillis() / 1000)
          .decide(claims);
    }
  }

  /**
   * Completes or abandons sessions (contract 2.6).
   *
   * @param again true when the sender got no answer to its first attempt, which may have been
   *     carried out: a session that has ended already then counts as ended by it
   */
  record EndSessions(List<SessionEnd> ends, boolean again) implements ToOpenRoom {
    public EndSessions {
      ends = List.copyOf(ends);
    }

    @Override
    public Decision decideOpen(RoomState room, RoomClock clock) {
      return new EndRules(room.epoch(), room.sessions(), again, clock.wallMillis()).decide(ends);
    }
  }

  /** Asks how long positions have to fetch their tokens (contract 1.7). */
  record AskExpiries(List<PositionQuery> queries) implements ToOpenRoom {
    public AskExpiries {
      queries = List.copyOf(queries);
    }

    @Override
    public Decision decideOpen(RoomState room, RoomClock clock) {
      return new LineRules(room, clock.lineMillis()).expiries(queries);
    }
  }

  /**
   * A message from the shop to the inlet {@code max_size} (contract, part 5): ends sessions, and
   * lets in as many visitors as left.
   */
  record MaxSizeMessage(@Nullable Long exited, List<SessionEnd> ends) implements ToOpenRoom {
    public MaxSizeMessage {
      ends = List.copyOf(ends);
    }

    @Override
    public Decision decideOpen(RoomState room, RoomClock clock) {
      return new LineRules(room, clock.lineMillis()).maxSize(exited, ends);
    }
  }

  /** Moves the serving counter; below 0 and beyond the queue are allowed (contract 2.2). */
  record IncrementServing(long by) implements ToOpenRoom {
    @Override
    public Decision decideOpen(RoomState room, RoomClock clock) {
      return new LineRules(room, clock.lineMillis()).increment(by);
    }
  }

  /** Opens the room or changes its settings. */
  record Configure(RoomSettings settings, ExpectedVersion expected) implements RoomCommand {
    @Override
    public Decision decide(RoomState room, RoomClock clock) {
      return new LifeRules(room, clock.lineMillis()).configure(settings, expected);
    }
  }

  /** Makes an event, or changes the one of its id. */
  record PlanEvent(ScheduledEvent event, @Nullable Commitment commitment) implements ToOpenRoom {
    @Override
    public Decision decideOpen(RoomState room, RoomClock clock) {
      return schedule(room, clock).plan(event, commitment);
    }
  }

  /** Deletes an event. */
  record RemoveEvent(String id) implements ToOpenRoom {
    @Override
    public Decision decideOpen(RoomState room, RoomClock clock) {
      return schedule(room, clock).remove(id);
    }
  }

  /** Asks for all events. */
  record AskSchedule() implements ToOpenRoom {
    @Override
    public Decision decideOpen(RoomState room, RoomClock clock) {
      return Decision.of(new Planning(room.schedule()));
    }
  }

  /**
   * Forgets all visitors: counters at 0, a new epoch.
   *
   * @param force true: also while a list is closed and its places are not known, which are never
   *     drawn then
   */
  record Reset(boolean force) implements ToOpenRoom {
    /** Not while a draw is under way. */
    public Reset() {
      this(false);
    }

    @Override
    public Decision decideOpen(RoomState room, RoomClock clock) {
      if (!force && schedule(room, clock).drawRuns()) {
        return Decision.refuse(Rejection.DRAW_RUNNING);
      }
      return Decision.of(new Accepted(), new RoomReset(room.epoch() + 1, clock.lineMillis()));
    }
  }

  /**
   * Closes the room: visitors are told so from then on.
   *
   * @param force as for {@link Reset}
   */
  record Close(ExpectedVersion expected, boolean force) implements ToOpenRoom {
    /** Not while a draw is under way. */
    public Close(ExpectedVersion expected) {
      this(expected, false);
    }

    @Override
    public Decision decideOpen(RoomState room, RoomClock clock) {
      if (!force && schedule(room, clock).drawRuns()) {
        return Decision.refuse(Rejection.DRAW_RUNNING);
      }
      return new LifeRules(room, clock.lineMillis()).close(expected);
    }
  }

  /** Counts the live sessions of the current second. */
  record CountActive() implements ToOpenRoom {
    @Override
    public Decision decideOpen(RoomState room, RoomClock clock) {
      return Decision.of(new Active(room.sessions().activeAt(clock.wallMillis() / 1000)));
    }
  }

  /** Asks for the state of a position's token. */
  record AskStanding(PositionQuery query) implements ToOpenRoom {
    /** A position of another epoch is unknown, in a closed room too. */
    @Override
    public Decision decide(RoomState room, RoomClock clock) {
      return query.epoch() == room.epoch()
          ? ToOpenRoom.super.decide(room, clock)
          : Decision.refuse(Rejection.UNKNOWN_REQUEST);
    }

    @Override
    public Decision decideOpen(RoomState room, RoomClock clock) {
      long nowSeconds = clock.wallMillis() / 1000;
      return Decision.of(new Standing(room.sessions().standing(query.position(), nowSeconds)));
    }
  }

  /** Lists the sessions that have ended, from a position on. */
  record ListEnded(long from) implements ToOpenRoom {
    @Override
    public Decision decideOpen(RoomState room, RoomClock clock) {
      return Decision.of(room.sessions().endedPage(room.epoch(), from));
    }
  }
}
