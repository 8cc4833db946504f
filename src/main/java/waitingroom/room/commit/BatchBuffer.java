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
 * The line in front of a group commit: the batch under way and the requests that wait. Pure. Many
 * threads put requests in; everything else is for the consumer alone.
 *
 * <p>At most one batch is under way. Whatever arrives meanwhile forms the next one, up to the
 * largest size. A batch is numbered when it starts and keeps its number and its members until it is
 * finished, so that sending it again is harmless.
 *
 * <p>The consumer is called once when as many wait as it asked for ({@link #call}), not for each
 * request: under load most requests arrive while a batch is under way and need no attention.
 */
public final class BatchBuffer<T> {
  /** Compared by identity: a thread that saw a replaced threshold must not take the new one. */
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

  /** Outcome of an offer to the line. */
  enum Offer {
    /** The line is full, and nothing has changed. */
    REFUSED,
    /** It waits. */
    WAITS,
    /** It waits, and the consumer is to be called. */
    CALLS
  }

  public BatchBuffer(int batchSizeMax, int waitingMax) {
    this.batchSizeMax = batchSizeMax;
    this.waitingMax = waitingMax;
  }

  /** Puts a request at the end of the line; from any thread. */
  public Offer offer(T member) {
    if (places.incrementAndGet() > waitingMax) {
      places.decrementAndGet();
      return Offer.REFUSED;
    }
    waiting.add(member);
    return called() ? Offer.CALLS : Offer.WAITS;
  }

  /** True for exactly one of the threads that see enough requests waiting. */
  private boolean called() {
    Threshold at = Objects.requireNonNull(callAt.get());
    return places.get() >= at.enough() && !waiting.isEmpty() && callAt.compareAndSet(at, NEVER);
  }

  /**
   * Asks for a call when so many requests wait, or so many that the next batch cannot grow.
   *
   * @return true when they already wait: then no call follows
   */
  boolean call(int enough) {
    callAt.set(new Threshold(Math.min(enough, Math.min(batchSizeMax, waitingMax))));
    return called();
  }

  /** Starts the next batch; null while one is under way or no request waits. */
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

  /** The batch under way if it has that number; null for an answer that came too late. */
  @Nullable Batch<T> underWay(long number) {
    return underWay != null && underWay.number() == number ? underWay : null;
  }

  /** Ends the batch under way, answered or failed. */
  public void finish() {
    underWay = null;
  }

  /** Removes matching requests from the front of the line, up to the first that does not match. */
  List<T> drop(Predicate<T> matching) {
    List<T> dropped = new ArrayList<>();
    for (T first = waiting.peek(); first != null && matching.test(first); first = waiting.peek()) {
      dropped.add(first);
      take();
    }
    return dropped;
  }
}
