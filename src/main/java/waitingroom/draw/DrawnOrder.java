package waitingroom.draw;

import waitingroom.secret.Sha256;

/**
 * All places of a drawn pool, for looking up: eight bytes an entry. Computed once, about 1.3
 * seconds for a million entries, so never by an actor or an event loop. Thread-safe, because it
 * never changes.
 */
public final class DrawnOrder {
  private final int[] places;
  private final int[] arrivals;

  private DrawnOrder(int[] places, int[] arrivals) {
    this.places = places;
    this.arrivals = arrivals;
  }

  /**
   * Computes all places.
   *
   * @throws IllegalArgumentException when the pool is larger than an array
   */
  public static DrawnOrder of(Shuffle shuffle) {
    if (shuffle.size() > Integer.MAX_VALUE - Byte.SIZE) {
      throw new IllegalArgumentException("Too large for an array: " + shuffle.size());
    }
    int size = (int) shuffle.size();
    int[] arrivals = new int[size];
    for (int i = 0; i < size; i++) {
      arrivals[i] = i;
    }
    Swaps swaps = new Swaps(shuffle, arrivals);
    for (int round = 0; round < Shuffle.ROUNDS; round++) {
      int pivot = (int) shuffle.pivot(round);
      // Places up to the pivot are paired with each other, and so are those beyond it.
      swaps.mirror(round, 0, pivot);
      swaps.mirror(round, pivot + 1, size - 1);
    }
    int[] places = new int[size];
    for (int place = 0; place < size; place++) {
      places[arrivals[place]] = place;
    }
    return new DrawnOrder(places, arrivals);
  }

  public int size() {
    return places.length;
  }

  /** The place of an arrival, both from 0. */
  public int place(int arrival) {
    return places[arrival];
  }

  /** The arrival that drew a place, both from 0. */
  public int arrival(int place) {
    return arrivals[place];
  }

  /** One round's swaps, block by block, so that each block is hashed once. */
  private static final class Swaps {
    private final Shuffle shuffle;
    private final int[] entries;
    private final Sha256 sha = new Sha256();
    private final byte[] bits = new byte[Sha256.BYTES];

    Swaps(Shuffle shuffle, int[] entries) {
      this.shuffle = shuffle;
      this.entries = entries;
    }

    /** Swaps pairs that lie symmetrically between two places, from the outside to the middle. */
    void mirror(int round, int first, int last) {
      long block = -1;
      for (int low = first, high = last; low < high; low++, high--) {
        if (Shuffle.block(high) != block) {
          block = Shuffle.block(high);
          shuffle.bits(sha, round, high, bits);
        }
        if (Shuffle.isSwapped(bits, high)) {
          int moved = entries[low];
          entries[low] = entries[high];
          entries[high] = moved;
        }
      }
    }
  }
}
