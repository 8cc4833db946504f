package waitingroom.room;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import waitingroom.room.RoomEvent.ServingAdvanced.Cause;
import waitingroom.schedule.Commitment;
import waitingroom.schedule.DrawSteps;
import waitingroom.schedule.Drawn;
import waitingroom.schedule.ScheduledEvent;
import waitingroom.schedule.Stage;
import waitingroom.store.Formatted;
import waitingroom.store.JsonPersisted;

/**
 * Event of a room, as stored in the journal. With {@link RoomSnapshot} the persisted schema of the
 * room: a change must still read every golden file under {@code src/test/resources/events}.
 *
 * <p>Times are epoch milliseconds where the name ends in {@code Millis}, else epoch seconds.
 * Positions start at 1.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RoomEvent.RoomOpened.class, name = "room-opened"),
  @JsonSubTypes.Type(value = RoomEvent.SettingsChanged.class, name = "settings-changed"),
  @JsonSubTypes.Type(value = RoomEvent.PositionsAssigned.class, name = "positions-assigned"),
  @JsonSubTypes.Type(value = RoomEvent.ServingAdvanced.class, name = "serving-advanced"),
  @JsonSubTypes.Type(value = RoomEvent.PositionsExpired.class, name = "positions-expired"),
  @JsonSubTypes.Type(value = RoomEvent.TokensGranted.class, name = "tokens-granted"),
  @JsonSubTypes.Type(value = RoomEvent.SessionsEnded.class, name = "sessions-ended"),
  @JsonSubTypes.Type(value = RoomEvent.SessionsFellSilent.class, name = "sessions-fell-silent"),
  @JsonSubTypes.Type(value = RoomEvent.SessionsExpired.class, name = "sessions-expired"),
  @JsonSubTypes.Type(value = RoomEvent.RoomReset.class, name = "room-reset"),
  @JsonSubTypes.Type(value = RoomEvent.RoomClosed.class, name = "room-closed"),
  @JsonSubTypes.Type(value = RoomEvent.FormatRaised.class, name = "format-raised"),
  @JsonSubTypes.Type(value = RoomEvent.EventPlanned.class, name = "event-planned"),
  @JsonSubTypes.Type(value = RoomEvent.EventRemoved.class, name = "event-removed"),
  @JsonSubTypes.Type(value = RoomEvent.StageReached.class, name = "stage-reached"),
  @JsonSubTypes.Type(value = RoomEvent.DrawStepped.class, name = "draw-stepped"),
  @JsonSubTypes.Type(value = RoomEvent.DrawRevealed.class, name = "draw-revealed")
})
public sealed interface RoomEvent extends JsonPersisted {

  /** The first format that has this event with these members. */
  default int neededFormat() {
    return Formatted.FIRST;
  }

  /** The room was opened or reopened; counters start at 0. */
  record RoomOpened(long epoch, RoomSettings settings, long atMillis) implements RoomEvent {
    @Override
    public int neededFormat() {
      return settings.neededFormat();
    }
  }

  record SettingsChanged(RoomSettings settings, long atMillis) implements RoomEvent {
    @Override
    public int neededFormat() {
      return settings.neededFormat();
    }
  }

  /**
   * One batch of joins: positions {@code first} to {@code first + count - 1}, all entered at the
   * same time.
   *
   * @param origin the incarnation of the node that sent the batch
   * @param batch number of the batch at its origin, by which a repeated one is recognised
   */
  record PositionsAssigned(long first, int count, long atMillis, String origin, long batch)
      implements RoomEvent {}

  /**
   * The serving counter moved by {@code by}, which may be negative or 0, to {@code servingCounter}.
   */
  record ServingAdvanced(long servingCounter, long by, long atMillis, Cause cause)
      implements RoomEvent {
    /** Origin of the move. */
    public enum Cause {
      OPERATOR,
      INLET,
      /** Positions expired, and as many are let in instead. */
      EXPIRY
    }

    /** The first events had no cause: only operators could move the counter then. */
    public ServingAdvanced {
      cause = Objects.requireNonNullElse(cause, Cause.OPERATOR);
    }
  }

  /**
   * Every position up to {@code through} that had been served and had no token has expired, {@code
   * count} of them now.
   */
  record PositionsExpired(long through, long count, long atMillis) implements RoomEvent {}

  /** First tokens for the positions of each grant. */
  record TokensGranted(List<Grant> grants) implements RoomEvent {
    public TokensGranted {
      grants = List.copyOf(grants);
    }
  }

  /** Positions that got a token on the same terms. */
  record Grant(SessionTerms terms, long[] positions) {}

  /**
   * Sessions were completed or abandoned by a request.
   *
   * @param freed how many of them were live until then; the token of the others had expired
   */
  record SessionsEnded(long[] completed, long[] abandoned, long atMillis, Long freed)
      implements RoomEvent {

    /** The first events have no count: most sessions were live. */
    public SessionsEnded {
      freed = Objects.requireNonNullElse(freed, (long) completed.length + abandoned.length);
    }

    /** All of them were live. */
    SessionsEnded(long[] completed, long[] abandoned, long atMillis) {
      this(completed, abandoned, atMillis, (long) completed.length + abandoned.length);
    }
  }

  /** Sessions were abandoned because no heartbeat came. */
  record SessionsFellSilent(long[] positions, long atMillis) implements RoomEvent {}

  /**
   * Every session whose token expired before this epoch second is no longer live.
   *
   * @param count number of these sessions; 0 in the first events, which have no count
   */
  record SessionsExpired(long before, long count) implements RoomEvent {}

  /** All counters are 0 again, and all earlier request ids are unknown. */
  record RoomReset(long epoch, long atMillis) implements RoomEvent {}

  record RoomClosed(long atMillis) implements RoomEvent {}

  /** Events and snapshots from here on may be written in this format. */
  record FormatRaised(int format, long atMillis) implements RoomEvent, Formatted {}

  /** Event of a room that has a schedule. */
  sealed interface OfSchedule extends RoomEvent {
    /** The format in which schedules came. */
    int FORMAT = 2;

    long atMillis();

    @Override
    default int neededFormat() {
      return FORMAT;
    }
  }

  /**
   * An event was scheduled, or changed.
   *
   * @param commitment new with this event; null: none, or the one before still holds
   */
  record EventPlanned(ScheduledEvent event, @Nullable Commitment commitment, long atMillis)
      implements OfSchedule {}

  /** An event was deleted. */
  record EventRemoved(long number, long atMillis) implements OfSchedule {}

  /**
   * An event has come further.
   *
   * @param extended its pool was open for longer than planned, because the room was away
   */
  record StageReached(long number, Stage stage, boolean extended, long atMillis)
      implements OfSchedule {}

  /** A step of a draw before its result: the list was frozen, or the statement signed. */
  record DrawStepped(long number, DrawSteps steps, long atMillis) implements OfSchedule {}

  /**
   * Everybody in the pool has a place.
   *
   * @param secret to which the room had committed, 64 hexadecimal digits
   * @param publicValue of the beacon's round, hexadecimal; empty: none
   */
  record DrawRevealed(Drawn drawn, String secret, String publicValue, long atMillis)
      implements OfSchedule {}
}
