package waitingroom.lease;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The lease as a node knows it. Only the time that passes on this machine counts (as {@link
 * System#nanoTime}), never a clock. Thread-safe.
 */
public final class LeaseBoard implements Extension {
  private final LongSupplier nanoTime;
  private volatile Supplier<CompletionStage<Boolean>> mayForm =
      () -> CompletableFuture.completedStage(false);
  private volatile State state = new State(false, 0, 0, false, "", null);

  /**
   * Knowledge of the node.
   *
   * @param confirmed whether its cluster has had the lease since it started
   * @param confirmedNanos when that was last certain
   * @param keepNanos for how long it is trusted since
   * @param foreign whether another cluster has it although this node is a member of one
   * @param why why the lease is not certain, for people; empty: it is
   * @param lost why it was lost; null: it was not
   */
  private record State(
      boolean confirmed,
      long confirmedNanos,
      long keepNanos,
      boolean foreign,
      String why,
      @Nullable String lost) {}

  LeaseBoard(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** The node's board. */
  public static LeaseBoard of(ActorSystem<?> system) {
    return system.registerExtension(Id.INSTANCE);
  }

  private static final class Id extends ExtensionId<LeaseBoard> {
    private static final Id INSTANCE = new Id();

    @Override
    public LeaseBoard createExtension(ActorSystem<?> system) {
      return new LeaseBoard(System::nanoTime);
    }
  }

  /** Names who asks for the lease on behalf of this node. */
  void keptBy(Supplier<CompletionStage<Boolean>> mayForm) {
    this.mayForm = mayForm;
  }

  /** Whether this node may form a new cluster; see {@link LeaseKeeper#mayForm}. */
  CompletionStage<Boolean> mayForm() {
    return mayForm.get();
  }

  /** Notes that the cluster had the lease at that time; an earlier time than known is ignored. */
  synchronized void confirm(long atNanos, Duration keep) {
    State now = state;
    boolean later = !now.confirmed() || atNanos - now.confirmedNanos() > 0;
    long at = later ? atNanos : now.confirmedNanos();
    state = new State(true, at, keep.toNanos(), false, "", now.lost());
  }

  /** Notes why the lease is not certain. */
  synchronized void doubt(String why, boolean foreign) {
    State now = state;
    state =
        new State(now.confirmed(), now.confirmedNanos(), now.keepNanos(), foreign, why, now.lost());
  }

  /** Notes the loss, which is permanent. */
  synchronized void lose(String why) {
    State now = state;
    state = new State(now.confirmed(), now.confirmedNanos(), now.keepNanos(), true, why, why);
  }

  /** Whether the cluster has the lease. */
  public boolean held() {
    State now = state;
    return now.lost() == null && now.confirmed() && !expired(now);
  }

  /** Whether it was lost for good: this node decides nothing more. */
  public boolean lost() {
    return state.lost() != null;
  }

  /** Whether this node must send nothing to the database, because another cluster may write. */
  public boolean closed() {
    State now = state;
    return now.lost() != null || now.foreign() || (now.confirmed() && expired(now));
  }

  /** Why the node must not serve, as a sentence; empty if it may. */
  public Optional<String> missing() {
    State now = state;
    if (now.lost() != null) {
      return Optional.of(
          "this node's cluster has lost the lease of the keyspace and the node stops: "
              + now.lost());
    }
    if (now.confirmed() && !expired(now)) {
      return Optional.empty();
    }
    return Optional.of(
        now.why().isEmpty()
            ? "the lease of the keyspace is not certain: check Cassandra and the table lease"
            : now.why());
  }

  /** Time since the lease was last certain; zero before the first time. */
  Duration unconfirmed() {
    State now = state;
    return now.confirmed()
        ? Duration.ofNanos(nanoTime.getAsLong() - now.confirmedNanos())
        : Duration.ZERO;
  }

  private boolean expired(State now) {
    return nanoTime.getAsLong() - now.confirmedNanos() > now.keepNanos();
  }
}
