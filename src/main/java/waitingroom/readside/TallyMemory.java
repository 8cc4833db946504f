package waitingroom.readside;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;

/**
 * Statistics of a room up to event {@code sequenceNr}, as stored in the table of statistics.
 *
 * @param queue positions assigned in this epoch
 * @param called positions that the serving counter has ever reached
 * @param tokens first tokens of this epoch
 * @param givenUp positions of this epoch that expired without a token
 * @param active live sessions
 * @param waits of this epoch, {@link Waits#toBytes}
 * @param minute the latest minute
 */
record TallyMemory(
    long sequenceNr,
    long epoch,
    long queue,
    long serving,
    long called,
    long tokens,
    long givenUp,
    long active,
    byte[] waits,
    RecentSeconds.Memory arrivals,
    RecentSeconds.Memory admissions,
    MinuteTally.Memory minute) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** State of a room without events. */
  static TallyMemory none() {
    return new TallyMemory(
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        new Waits().toBytes(),
        RecentSeconds.Memory.none(),
        RecentSeconds.Memory.none(),
        new MinuteTally(0).memory());
  }

  String toJson() {
    try {
      return MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static TallyMemory fromJson(String json) {
    try {
      return MAPPER.readValue(json, TallyMemory.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
