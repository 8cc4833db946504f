package waitingroom.room;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The line in front of a group commit: knows what is under way and what waits, and talks to nobody.
 *
 * <p>At most one batch is under way. Whatever arrives meanwhile forms the next one, up to the
 * largest size. A batch is numbered when it starts and keeps its number and its members until it is
 * finished, so that sending it again is harmless.
 */
final class BatchBuffer<T> {
  private final int batchSizeMax;
  private final int waitingMax;
  private final ArrayDeque<T> waiting = new ArrayDeque<>();
  private @Nullable Batch<T> underWay;
  private long lastNumber;

  /** A numbered group of requests that share one write. */
  record Batch<T>(long number, List<T> members) {}

  BatchBuffer(int batchSizeMax, int waitingMax) {
    this.batchSizeMax = batchSizeMax;
    this.waitingMax = waitingMax;
  }

  /** Puts one at the end of the line; false, and nothing changes, when the line is full. */
  boolean offer(T member) {
    return waiting.size() < waitingMax && waiting.add(member);
  }

  /** The next batch, now under way; null while one is under way or nobody waits. */
  @Nullable Batch<T> start() {
    if (underWay != null || waiting.isEmpty()) {
      return null;
    }
    int size = Math.min(batchSizeMax, waiting.size());
    List<T> members = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      members.add(waiting.removeFirst());
    }
    underWay = new Batch<>(++lastNumber, members);
    return underWay;
  }

  /** Whether so many wait, or so many that the next batch cannot grow. */
  boolean holds(int enough) {
    return waiting.size() >= Math.min(enough, Math.min(batchSizeMax, waitingMax));
  }

  /** The batch under way if it bears that number, else null: an answer that came too late. */
  @Nullable Batch<T> underWay(long number) {
    return underWay != null && underWay.number() == number ? underWay : null;
  }

  /** The batch under way is answered or given up. */
  void finish() {
    underWay = null;
  }

  /** Takes those out of the line that match, from its front up to the first that does not. */
  List<T> drop(Predicate<T> matching) {
    List<T> dropped = new ArrayList<>();
    for (T first = waiting.peekFirst();
        first != null && matching.test(first);
        first = waiting.peekFirst()) {
      dropped.add(waiting.removeFirst());
    }
    return dropped;
  }
}
