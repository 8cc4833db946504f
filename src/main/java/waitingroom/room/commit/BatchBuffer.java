package waitingroom.room.commit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The line in front of a group commit: knows what is under way and what waits, and talks to nobody.
 * Many threads put requests into it; everything else is for the one who takes them out.
 *
 * <p>At most one batch is under way. Whatever arrives meanwhile forms the next one, up to the
 * largest size. A batch is numbered when it starts and keeps its number and its members until it is
 * finished, so that sending it again is harmless.
 *
 * <p>Who takes them out is called once when as many wait as it said ({@link #call}), and not for
 * each: under load most requests come while a batch is under way, and need nobody's attention.
 */
public final class BatchBuffer<T> {
  /** Compared by identity: whoever saw one that was replaced since must not take the new one. */
  private record Threshold(int enough) {}

  private static final Threshold NEVER = new Threshold(Integer.MAX_VALUE);

  private final int batchSizeMax;
  private final int waitingMax;
  private final Queue<T> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger places = new AtomicInteger();
  private final AtomicReference<Threshold> callAt = new AtomicReference<>(new Threshold(1));
  private @Nullable Batch<T> underWay;
  private long lastNumber;

  /** A numbered group of requests that share one write. */
  public record Batch<T>(long number, List<T> members) {}

  /** What became of a request that came to the line. */
  enum Offer {
    /** The line is full, and nothing has changed. */
    REFUSED,
    /** It waits. */
    WAITS,
    /** It waits, and whoever takes requests out is to be told. */
    CALLS
  }

  public BatchBuffer(int batchSizeMax, int waitingMax) {
    this.batchSizeMax = batchSizeMax;
    this.waitingMax = waitingMax;
  }

  /** Puts one at the end of the line; from any thread. */
  public Offer offer(T member) {
    if (places.incrementAndGet() > waitingMax) {
      places.decrementAndGet();
      return Offer.REFUSED;
    }
    waiting.add(member);
    return called() ? Offer.CALLS : Offer.WAITS;
  }

  /** True for one of those who see that enough wait, be it who came or who takes them out. */
  private boolean called() {
    Threshold at = Objects.requireNonNull(callAt.get());
    return places.get() >= at.enough() && !waiting.isEmpty() && callAt.compareAndSet(at, NEVER);
  }

  /**
   * From now on the request that makes so many wait, or so many that the next batch cannot grow,
   * calls.
   *
   * @return true when they wait already: then none will call
   */
  boolean call(int enough) {
    callAt.set(new Threshold(Math.min(enough, Math.min(batchSizeMax, waitingMax))));
    return called();
  }

  /** The next batch, now under way; null while one is under way or nobody waits. */
  @Nullable public Batch<T> start() {
    if (underWay != null) {
      return null;
    }
    List<T> members = new ArrayList<>(Math.min(batchSizeMax, places.get()));
    for (T next = take(); next != null; next = members.size() < batchSizeMax ? take() : null) {
      members.add(next);
    }
    if (members.isEmpty()) {
      return null;
    }
    underWay = new Batch<>(++lastNumber, members);
    return underWay;
  }

  private @Nullable T take() {
    T first = waiting.poll();
    if (first != null) {
      places.decrementAndGet();
    }
    return first;
  }

  /** The batch under way if it bears that number, else null: an answer that came too late. */
  @Nullable Batch<T> underWay(long number) {
    return underWay != null && underWay.number() == number ? underWay : null;
  }

  /** The batch under way is answered or given up. */
  public void finish() {
    underWay = null;
  }

  /** Takes those out of the line that match, from its front up to the first that does not. */
  List<T> drop(Predicate<T> matching) {
    List<T> dropped = new ArrayList<>();
    for (T first = waiting.peek(); first != null && matching.test(first); first = waiting.peek()) {
      dropped.add(first);
      take();
    }
    return dropped;
  }
}
