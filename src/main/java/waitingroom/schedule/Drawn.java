package waitingroom.schedule;

/**
 * A pool whose places were drawn.
 *
 * @param number of the event
 * @param first the first position of the pool
 * @param size people in it
 * @param seed 64 hexadecimal digits
 */
public record Drawn(long number, long first, long size, String seed) {
  /** True when a position of that number belongs to the pool. */
  public boolean has(long position) {
    return position >= first && position - first < size;
  }
}
