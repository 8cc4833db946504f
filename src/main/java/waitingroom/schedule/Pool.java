package waitingroom.schedule;

import org.jspecify.annotations.Nullable;

/**
 * Those who joined for an event since its pool opened, in order of arrival.
 *
 * @param number of the event
 * @param first the first position; those before it keep their places
 * @param size people in it; null while it is open
 * @param extended true: it stayed open longer, because the room was away at its end
 * @param draw what is known of its draw; null: none, or not begun
 */
public record Pool(
    long number, long first, @Nullable Long size, boolean extended, @Nullable DrawSteps draw) {

  static Pool open(long number, long first) {
    return new Pool(number, first, null, false, null);
  }

  Pool closed(long queue, boolean late) {
    return new Pool(number, first, Math.max(0, queue - first + 1), late, null);
  }

  Pool with(DrawSteps steps) {
    return new Pool(number, first, size, extended, steps);
  }

  /** True for the position of somebody in it. */
  public boolean has(long position) {
    return position >= first && (size == null || position - first < size);
  }
}
