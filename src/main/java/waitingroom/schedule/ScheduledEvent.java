package waitingroom.schedule;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An event of a room's schedule, as it was asked for. Times are epoch seconds.
 *
 * @param id 32 hexadecimal digits
 * @param number counts the events of a room from 1, over all epochs; it stands in the draw
 * @param name letters, digits, {@code _} and {@code -}, up to 100; unique in the room
 * @param description up to 500 characters
 * @param prequeueStart when people may join without being called; null: not before the start
 * @param start when people are called
 * @param end when the room's own settings hold again
 * @param shuffle true: the places of the pre-queue are drawn at the start
 * @param openingDrawSeconds who joins within that time after the start is drawn too, 0 to 600
 * @param keepInside true: sessions that are alive at the start go on, past those who are drawn
 * @param suspended true: as if it were not there
 * @param overrides what replaces the room's settings
 * @param createdOn when it was made
 * @param modifiedOn when it was changed last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScheduledEvent(
    String id,
    long number,
    String name,
    String description,
    @JsonProperty("prequeue_start") @Nullable Long prequeueStart,
    long start,
    long end,
    boolean shuffle,
    @JsonProperty("opening_draw_seconds") int openingDrawSeconds,
    @JsonProperty("keep_inside") boolean keepInside,
    boolean suspended,
    Overrides overrides,
    @JsonProperty("created_on") long createdOn,
    @JsonProperty("modified_on") long modifiedOn) {
  public static final int OPENING_DRAW_SECONDS_MAX = 600;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,100}");
  private static final int DESCRIPTION_MAX = 500;
  private static final long PREQUEUE_SECONDS_MIN = 300;
  private static final long SECONDS_MIN = 60;

  /** The last second that fits all dates that are shown, in the year 2106. */
  private static final long TIME_MAX = (1L << 32) - 1;

  /**
   * @throws IllegalArgumentException with the name of the wrong member, in the API's words
   */
  public ScheduledEvent {
    overrides = Objects.requireNonNullElse(overrides, Overrides.NONE);
    check(NAME.matcher(name).matches(), "name must have 1 to 100 letters, digits, _ or -");
    check(
        description.codePointCount(0, description.length()) <= DESCRIPTION_MAX
            && StandardCharsets.UTF_8.newEncoder().canEncode(description),
        "description must be a text of at most " + DESCRIPTION_MAX + " characters");
    check(
        start >= 0 && end <= TIME_MAX,
        "event_start_time and event_end_time must be between 1970 and 2106");
    check(
        end - start >= SECONDS_MIN,
        "event_end_time must be at least a minute after event_start_time");
    check(
        prequeueStart == null
            || (prequeueStart >= 0 && start - prequeueStart >= PREQUEUE_SECONDS_MIN),
        "prequeue_start_time must be at least five minutes before event_start_time");
    check(
        !shuffle || prequeueStart != null,
        "shuffle_at_event_start needs a prequeue_start_time: nobody can join before");
    check(
        openingDrawSeconds >= 0 && openingDrawSeconds <= OPENING_DRAW_SECONDS_MAX,
        "opening_draw_seconds must be a whole number from 0 to " + OPENING_DRAW_SECONDS_MAX);
    check(
        openingDrawSeconds < end - start,
        "opening_draw_seconds must be over before event_end_time");
    check(
        openingDrawSeconds == 0 || prequeueStart == null || shuffle,
        "opening_draw_seconds with a prequeue_start_time needs shuffle_at_event_start");
  }

  private static void check(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }

  /** True when places are drawn. */
  public boolean draws() {
    return shuffle || openingDrawSeconds > 0;
  }

  /** When the first people may join for it: the begin of the time that no other event shares. */
  public long begin() {
    return prequeueStart == null ? start : prequeueStart;
  }

  /** When the last people join its pool, and calling begins without a draw. */
  public long closes() {
    return start + openingDrawSeconds;
  }

  /** True when people join before anybody is called. */
  public boolean gathers() {
    return begin() < closes();
  }

  /** The stage for which it is planned at that second; a draw takes no time. */
  public Stage stageAt(long second) {
    if (second < begin()) {
      return Stage.AHEAD;
    }
    if (second < closes() && gathers()) {
      return Stage.PREQUEUE;
    }
    return second < end ? Stage.RUNNING : Stage.OVER;
  }

  /** The event under a number of its room. */
  public ScheduledEvent numbered(long given) {
    return new ScheduledEvent(
        id,
        given,
        name,
        description,
        prequeueStart,
        start,
        end,
        shuffle,
        openingDrawSeconds,
        keepInside,
        suspended,
        overrides,
        createdOn,
        modifiedOn);
  }

  boolean overlaps(ScheduledEvent other) {
    return begin() < other.end && other.begin() < end;
  }
}
