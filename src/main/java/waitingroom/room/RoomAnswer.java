package waitingroom.room;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import waitingroom.schedule.Schedule;
import waitingroom.store.CborSerializable;

/** Answer of a room to a command. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RoomAnswer.Refused.class, name = "refused"),
  @JsonSubTypes.Type(value = RoomAnswer.Joined.class, name = "joined"),
  @JsonSubTypes.Type(value = RoomAnswer.Claimed.class, name = "claimed"),
  @JsonSubTypes.Type(value = RoomAnswer.Ended.class, name = "ended"),
  @JsonSubTypes.Type(value = RoomAnswer.Active.class, name = "active"),
  @JsonSubTypes.Type(value = RoomAnswer.Expiries.class, name = "expiries"),
  @JsonSubTypes.Type(value = RoomAnswer.LetIn.class, name = "let-in"),
  @JsonSubTypes.Type(value = RoomAnswer.Heard.class, name = "heard"),
  @JsonSubTypes.Type(value = RoomAnswer.EndedPage.class, name = "ended-page"),
  @JsonSubTypes.Type(value = RoomAnswer.Standing.class, name = "standing"),
  @JsonSubTypes.Type(value = RoomAnswer.Planning.class, name = "planning"),
  @JsonSubTypes.Type(value = RoomAnswer.Accepted.class, name = "accepted")
})
public sealed interface RoomAnswer extends CborSerializable {

  /** The whole command was refused and changed nothing. */
  record Refused(Rejection reason) implements RoomAnswer {}

  /**
   * Positions {@code first} to {@code first + count - 1}, entered at that epoch second, belong to
   * the first visitors of the batch.
   *
   * @param others why there is no place for the others; null: the line has no room
   */
  record Joined(long epoch, long first, int count, long enteredAt, @Nullable Rejection others)
      implements RoomAnswer {
    public Joined(long epoch, long first, int count, long enteredAt) {
      this(epoch, first, count, enteredAt, null);
    }

    /** One outcome per visitor of the batch, in their order. */
    public List<Outcome<Place>> places(int visitors) {
      return LongStream.range(first, first + visitors)
          .mapToObj(
              position ->
                  position < first + count
                      ? Outcome.done(new Place(epoch, position, enteredAt))
                      : Outcome.<Place>refused(
                          Objects.requireNonNullElse(others, Rejection.LINE_FULL)))
          .toList();
    }
  }

  /** One outcome per claim, in their order. */
  record Claimed(List<ClaimOutcome> outcomes) implements RoomAnswer {}

  /** Exactly one of the two is present. */
  record ClaimOutcome(@Nullable SessionTerms terms, @Nullable Rejection refusal) {
    public static ClaimOutcome granted(SessionTerms terms) {
      return new ClaimOutcome(terms, null);
    }

    public static ClaimOutcome refused(Rejection reason) {
      return new ClaimOutcome(null, reason);
    }

    public Outcome<SessionTerms> outcome() {
      return terms != null ? Outcome.done(terms) : Outcome.refused(Objects.requireNonNull(refusal));
    }
  }

  /** Per session end, in their order: the reason for a refusal, or null where it was done. */
  record Ended(List<@Nullable Rejection> refusals) implements RoomAnswer {}

  /** One outcome per query, in their order. */
  record Expiries(List<ExpiryOutcome> outcomes) implements RoomAnswer {}

  /**
   * Exactly one of the two is present.
   *
   * @param expiresIn seconds left to fetch the token
   */
  record ExpiryOutcome(@Nullable Long expiresIn, @Nullable Rejection refusal) {
    static ExpiryOutcome refused(Rejection reason) {
      return new ExpiryOutcome(null, reason);
    }

    public Outcome<Long> outcome() {
      return expiresIn != null
          ? Outcome.done(expiresIn)
          : Outcome.refused(Objects.requireNonNull(refusal));
    }
  }

  /**
   * Result of a message to the inlet.
   *
   * @param ended number of sessions that it ended
   * @param by increment of the serving counter
   */
  record LetIn(int ended, long by) implements RoomAnswer {}

  /**
   * Heartbeats were recorded.
   *
   * @param over positions among them whose session is over; a bitmap in RoaringBitmap's portable
   *     64-bit format
   */
  record Heard(byte[] over) implements RoomAnswer {}

  /**
   * One page of the sessions that were completed, abandoned or fell silent.
   *
   * @param positions a bitmap in RoaringBitmap's portable 64-bit format
   * @param next start of the next page, or {@link #END}
   * @param total on all pages
   */
  record EndedPage(long epoch, byte[] positions, long next, long total) implements RoomAnswer {
    /** Positions covered by one page: at most 64 KB, and a message may have 256 KB. */
    public static final long SPAN = 1L << 19;

    public static final long END = -1;
  }

  /** Number of live sessions at this moment. */
  record Active(long sessions) implements RoomAnswer {}

  /** State of a position's token. */
  record Standing(TokenStanding standing) implements RoomAnswer {}

  /** The room's events. */
  record Planning(Schedule schedule) implements RoomAnswer {}

  /** Done; the status in the reply has the rest. */
  record Accepted() implements RoomAnswer {}

  /** State of a position's token. */
  enum TokenStanding {
    /** There never was one. */
    NONE,
    /** The token is valid and the session open. */
    LIVE,
    /** The token has expired, and the session was neither completed nor abandoned. */
    EXPIRED,
    /** The session was completed or abandoned, or fell silent. */
    ENDED
  }
}
