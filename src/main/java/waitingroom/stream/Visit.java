package waitingroom.stream;

import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import waitingroom.room.Place;

/** One open stream as its room's feed sees it. The feed alone changes it. */
final class Visit {
  /** By position; a visitor may listen more than once. */
  static final Comparator<Visit> IN_LINE =
      Comparator.comparingLong(Visit::position).thenComparingInt(visit -> visit.number);

  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final int number = NUMBERS.incrementAndGet();
  private final Reader reader;
  private final @Nullable Place place;

  /** Where it stands among all visits of its feed. */
  int index;

  /** Whether it has heard that its turn has come. */
  boolean told;

  /** The end of the turn that it has heard of, as {@link System#nanoTime()}. */
  long endsAt;

  /** When to ask again how long the turn lasts, as {@link System#nanoTime()}. */
  long askAt;

  /**
   * @param place in line; null: listens to the room alone
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

  /** 0 without a place. */
  long position() {
    return place == null ? 0 : place.position();
  }
}
