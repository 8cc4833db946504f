package waitingroom.room;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** What a room answers to a command. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RoomAnswer.Refused.class, name = "refused"),
  @JsonSubTypes.Type(value = RoomAnswer.Joined.class, name = "joined"),
  @JsonSubTypes.Type(value = RoomAnswer.Claimed.class, name = "claimed"),
  @JsonSubTypes.Type(value = RoomAnswer.Ended.class, name = "ended"),
  @JsonSubTypes.Type(value = RoomAnswer.Active.class, name = "active"),
  @JsonSubTypes.Type(value = RoomAnswer.Accepted.class, name = "accepted")
})
public sealed interface RoomAnswer extends CborSerializable {

  /** The whole command was refused and changed nothing. */
  record Refused(Rejection reason) implements RoomAnswer {}

  /**
   * Positions {@code first} to {@code first + count - 1}, entered at that epoch second, belong to
   * the batch.
   */
  record Joined(long epoch, long first, int count, long enteredAt) implements RoomAnswer {
    /** One place per visitor of the batch, in their order. */
    List<Outcome<Place>> places() {
      return LongStream.range(first, first + count)
          .mapToObj(position -> Outcome.done(new Place(epoch, position, enteredAt)))
          .toList();
    }
  }

  /** One outcome per claim, in their order. */
  record Claimed(List<ClaimOutcome> outcomes) implements RoomAnswer {}

  /**
   * Exactly one of the two is present.
   *
   * @param terms the terms of the claim's token
   * @param refusal why there is none
   */
  record ClaimOutcome(@Nullable SessionTerms terms, @Nullable Rejection refusal) {
    static ClaimOutcome granted(SessionTerms terms) {
      return new ClaimOutcome(terms, null);
    }

    static ClaimOutcome refused(Rejection reason) {
      return new ClaimOutcome(null, reason);
    }

    Outcome<SessionTerms> outcome() {
      return terms != null ? Outcome.done(terms) : Outcome.refused(Objects.requireNonNull(refusal));
    }
  }

  /** For each session end, in their order: why it was refused, or null where it was done. */
  record Ended(List<@Nullable Rejection> refusals) implements RoomAnswer {}

  /** The number of live sessions right now. */
  record Active(long sessions) implements RoomAnswer {}

  /** Done; the status that comes with the reply says the rest. */
  record Accepted() implements RoomAnswer {}
}
