package waitingroom.stream;

import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import waitingroom.room.Place;

/** One open stream, as its room's feed sees it. Only the feed changes it. */
final class Visit {
  /** Orders by position; a visitor may listen more than once. */
  static final Comparator<Visit> IN_LINE =
      Comparator.comparingLong(Visit::position).thenComparingInt(visit -> visit.number);

  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final int number = NUMBERS.incrementAndGet();
  private final Reader reader;
  private final @Nullable Place place;

  /** Index among all visits of its feed. */
  int index;

  /** Whether its turn has been announced. */
  boolean told;

  /** The announced end of the turn, as {@link System#nanoTime()}. */
  long endsAt;

  /** When to ask again how long the turn lasts, as {@link System#nanoTime()}. */
  long askAt;

  /**
   * @param place in line; null: listens only to the line
   */
  Visit(Reader reader, @Nullable Place place) {
    this.reader = reader;
    this.place = place;
  }

  Reader reader() {
    return reader;
  }

  @Nullable Place place() {
    return place;
  }

  /** The position; 0 without a place. */
  long position() {
    return place == null ? 0 : place.position();
  }
}
