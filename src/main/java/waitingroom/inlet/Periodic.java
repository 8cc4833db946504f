package waitingroom.inlet;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Moves the counter by a fixed number at every full interval (contract, part 5). Blind, like the
 * original: it ignores how many wait. Turns missed while the room is paused, the alarm is on or the
 * cluster is down are not made up for.
 *
 * @param incrementBy people per interval
 * @param interval seconds; intervals are counted from the epoch, so 60 is every full minute
 * @param startTime epoch second after which it acts
 * @param endTime epoch second before which it acts; 0: no end
 * @param alarm name of an alarm that stops the inlet while it is in state ALARM; empty: no alarm
 */
public record Periodic(
    @JsonProperty("increment_by") long incrementBy,
    long interval,
    @JsonProperty("start_time") long startTime,
    @JsonProperty("end_time") long endTime,
    String alarm)
    implements Inlet {
  private static final long SECOND_MAX = (1L << 32) - 1;

  /**
   * @throws IllegalArgumentException with the name of the wrong member
   */
  public Periodic {
    Inlet.inRange("increment_by", incrementBy, 1, 1_000_000_000);
    Inlet.inRange("interval", interval, 1, 86_400);
    Inlet.inRange("start_time", startTime, 0, SECOND_MAX);
    Inlet.inRange("end_time", endTime, 0, SECOND_MAX);
    Inlet.inRange("alarm's length", alarm.length(), 0, 255);
  }

  @JsonCreator
  static Periodic of(
      @JsonProperty("increment_by") @Nullable Long incrementBy,
      @JsonProperty("interval") @Nullable Long interval,
      @JsonProperty("start_time") @Nullable Long startTime,
      @JsonProperty("end_time") @Nullable Long endTime,
      @JsonProperty("alarm") @Nullable String alarm) {
    return new Periodic(
        incrementBy == null ? 10 : incrementBy,
        interval == null ? 60 : interval,
        startTime == null ? 0 : startTime,
        endTime == null ? 0 : endTime,
        alarm == null ? "" : alarm);
  }

  @Override
  public long increment(Line line, long nowMillis) {
    long intervalMillis = interval * 1000;
    boolean due = nowMillis / intervalMillis > line.lookedMillis() / intervalMillis;
    return due && inTime(nowMillis / 1000) && !held(line.alarms()) ? incrementBy : 0;
  }

  private boolean inTime(long nowSeconds) {
    return nowSeconds > startTime && (endTime == 0 || nowSeconds < endTime);
  }

  /** An unknown alarm does not stop the inlet, as in the original. */
  private boolean held(AlarmStates alarms) {
    return !alarm.isEmpty() && alarms.state(alarm) == AlarmState.ALARM;
  }
}
