package waitingroom.http.route;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the audit trail is to say of a request, as its handler notes it, without secrets. */
public final class TrailNotes {
  /** Weight of a call at an endpoint whose calls are summed up. */
  public enum Weight {
    /** One of many. */
    USUAL,
    /** Somebody acts in place of a shop or a visitor: by itself, as long as these are not many. */
    UNUSUAL,
    /** Somebody gains by it: always by itself. */
    GAIN
  }

  private final Map<String, Long> figures = new TreeMap<>();
  private Weight weight = Weight.USUAL;
  private @Nullable String room;
  private @Nullable String before;
  private @Nullable String after;

  /**
   * Notes a change.
   *
   * @param oldValue written as JSON; null: none or unknown
   */
  public void changed(@Nullable Object oldValue, @Nullable Object newValue) {
    before = oldValue == null ? null : text(oldValue);
    after = newValue == null ? null : text(newValue);
  }

  /** A value as the trail keeps it. */
  public static String text(Object value) {
    return Json.bytes(value).utf8String();
  }

  /** Names the room where neither the path nor the body does so plainly. */
  public void concerns(String eventId) {
    room = eventId;
  }

  /** The room that the handler named. */
  public Optional<String> room() {
    return Optional.ofNullable(room);
  }

  /** Has the call recorded by itself, because somebody gains by it. */
  public void gained() {
    weight = Weight.GAIN;
  }

  /** Has the call recorded by itself unless there are many such calls. */
  public void unusual() {
    weight = weight == Weight.GAIN ? Weight.GAIN : Weight.UNUSUAL;
  }

  /** Adds to a figure that the summary of the minute tells. */
  public void count(String figure, long by) {
    figures.merge(figure, by, TrailNotes::plus);
  }

  /** Saturates: a caller may report any number. */
  public static long plus(long one, long other) {
    long sum = one + other;
    boolean overflow = ((one ^ sum) & (other ^ sum)) < 0;
    return overflow ? one < 0 ? Long.MIN_VALUE : Long.MAX_VALUE : sum;
  }

  public Weight weight() {
    return weight;
  }

  /** The figures of this call by name. */
  public Map<String, Long> figures() {
    return Map.copyOf(figures);
  }

  /** The value before the change, as JSON. */
  public Optional<String> before() {
    return Optional.ofNullable(before);
  }

  /** The value after the change, as JSON. */
  public Optional<String> after() {
    return Optional.ofNullable(after);
  }
}
