package waitingroom.lease;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.cluster.typed.Cluster;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waitingroom.lease.LeaseRule.Step;
import waitingroom.store.Database;
import waitingroom.store.Unavailable;

/**
 * Keeps the lease: reads its row every two seconds and at once when members come or go, and does
 * what {@link LeaseRule} says. One round at a time.
 */
public final class LeaseKeeper {
  private static final Logger log = LoggerFactory.getLogger(LeaseKeeper.class);

  /** Path of the settings of a session that the loss of the lease does not close. */
  public static final String SESSION = "waiting-room.lease-session";

  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private final ActorSystem<?> system;
  private final LeaseTable table;
  private final LeaseBoard board;
  private final Membership membership;
  private final LeaseSettings settings;
  private final OwnLease own;
  private final LongSupplier nanoTime = System::nanoTime;
  private final Set<String> known = new HashSet<>();
  private Set<String> membersSeen = Set.of();
  private boolean oldestSeen;
  private CompletionStage<Done> asking = CompletableFuture.completedStage(Done.getInstance());
  private boolean forming;
  private boolean closing;
  private long askedNanos;

  /** When the row was last read; null: never. */
  private @Nullable Long readNanos;

  private @Nullable Lease seen;
  private long seenNanos;
  private @Nullable Lease held;
  private String logged = "";

  private LeaseKeeper(
      ActorSystem<?> system,
      Database database,
      LeaseBoard board,
      LeaseSettings settings,
      Duration untilGivenUp) {
    this.system = system;
    this.table = new LeaseTable(database);
    this.board = board;
    this.membership = new Membership(Cluster.get(system));
    this.settings = settings;
    Duration keep = untilGivenUp.plus(settings.keepExtra());
    this.own = new OwnLease(membership, keep, keep.plus(settings.waitExtra()));
    this.askedNanos = nanoTime.getAsLong() - settings.renewEvery().toNanos();
  }

  /**
   * Starts to read the lease; call it before the node enters a cluster.
   *
   * @param database with a session that the lease itself does not close
   * @param untilGivenUp time in which a cluster gives up a member
   */
  public static LeaseKeeper start(
      ActorSystem<?> system, Database database, LeaseSettings settings, Duration untilGivenUp) {
    LeaseKeeper keeper =
        new LeaseKeeper(system, database, LeaseBoard.of(system), settings, untilGivenUp);
    keeper.board.keptBy(keeper::mayForm);
    var unused =
        system
            .scheduler()
            .scheduleWithFixedDelay(
                Duration.ZERO, LOOK_EVERY, keeper::look, system.executionContext());
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
            "give-lease-back",
            keeper::giveBack);
    return keeper;
  }

  /**
   * Asks to form a new cluster with this node alone.
   *
   * @return true if it may: it has the lease; ask again later otherwise. Never fails
   */
  CompletionStage<Boolean> mayForm() {
    CompletionStage<Done> running;
    synchronized (this) {
      forming = true;
      running = asking;
    }
    return running.thenCompose(done -> round()).thenApply(done -> holder());
  }

  boolean entered() {
    return membership.entered();
  }

  private synchronized boolean holder() {
    return held != null && held.holder().equals(membership.self()) && !board.lost();
  }

  private void look() {
    Set<String> members = membership.names();
    boolean oldest = membership.oldest();
    synchronized (this) {
      boolean changed = !members.equals(membersSeen) || oldest != oldestSeen;
      // A member that has left leaves the row to the others.
      closing |= members.isEmpty() && !membersSeen.isEmpty();
      membersSeen = members.isEmpty() ? membersSeen : members;
      oldestSeen = oldest;
      known.addAll(members);
      boolean due = nanoTime.getAsLong() - askedNanos >= settings.renewEvery().toNanos();
      if (closing || board.lost() || !(changed || due)) {
        return;
      }
      // A change during a round must not be missed.
      askedNanos = changed ? nanoTime.getAsLong() - settings.renewEvery().toNanos() : askedNanos;
      if (!asking.toCompletableFuture().isDone()) {
        return;
      }
    }
    var unused = round();
  }

  /** One round; never fails. Another one that runs comes first. */
  private synchronized CompletionStage<Done> round() {
    if (!closing) {
      askedNanos = nanoTime.getAsLong();
      asking = asking.thenCompose(before -> ask());
    }
    return asking;
  }

  private CompletionStage<Done> ask() {
    long asked = nanoTime.getAsLong();
    return table
        .find()
        .thenCompose(row -> act(row, asked))
        .exceptionally(
            failure -> {
              if (!(Unavailable.unwrapped(failure) instanceof Unavailable)) {
                log.error("Cannot keep the lease: cause={}", failure.toString());
              }
              return Done.getInstance();
            });
  }

  private synchronized CompletionStage<Done> act(Optional<Lease> row, long asked) {
    Long before = readNanos;
    readNanos = asked;
    boolean fresh = seen(row);
    Step step = LeaseRule.next(row, view());
    if (step instanceof Step.Create) {
      Lease first = own.first();
      return table.create(first).thenApply(done -> accept(done, first, asked, "won"));
    } else if (step instanceof Step.Renew renew) {
      Lease next = own.renewed(renew.row());
      return table.replace(renew.row(), next).thenApply(done -> accept(done, next, asked, ""));
    } else if (step instanceof Step.Succeed succeed) {
      Lease next = own.succeeding(succeed.row());
      return table
          .replace(succeed.row(), next)
          .thenApply(
              done -> accept(done, next, asked, "taken over from " + succeed.row().holder()));
    } else if (step instanceof Step.Replace replace) {
      Lease first = own.first();
      return table
          .replace(replace.row(), first)
          .thenApply(done -> accept(done, first, asked, "taken from a cluster that is gone"));
    } else if (step instanceof Step.Follow follow) {
      follow(follow.row(), fresh ? before : null);
    } else if (step instanceof Step.Wait wait) {
      waitFor(wait);
    } else if (step instanceof Step.Lose lose) {
      lose(lose.why());
    }
    return CompletableFuture.completedStage(Done.getInstance());
  }

  private LeaseView view() {
    boolean entered = membership.entered();
    forming &= !entered;
    return new LeaseView(
        membership.self(),
        ProcessLocation.of(membership.selfAddress()),
        forming || (entered && membership.oldest()),
        membership.names(),
        known,
        held,
        Duration.ofNanos(seen == null ? 0 : nanoTime.getAsLong() - seenNanos));
  }

  /** Notes the beat in the row; true if it is a new one. */
  private boolean seen(Optional<Lease> row) {
    Lease now = row.orElse(null);
    if (now == null || (seen != null && seen.sameBeat(now))) {
      seen = now;
      return false;
    }
    seen = now;
    seenNanos = nanoTime.getAsLong();
    return true;
  }

  private synchronized Done accept(boolean written, Lease lease, long asked, String how) {
    if (written) {
      held = lease;
      seen = lease;
      board.confirm(asked, lease.keep());
      if (!how.isEmpty()) {
        log.info(
            "Lease of the keyspace {}: cluster={} term={}", how, lease.cluster(), lease.term());
      }
      logged = "";
    } else {
      // Somebody was quicker: look at once what the row says now.
      askedNanos = nanoTime.getAsLong() - settings.renewEvery().toNanos();
    }
    return Done.getInstance();
  }

  /**
   * A new beat was written after the row was read before, and with certainty not earlier.
   *
   * @param sinceNanos time of that reading; null: the beat is not new
   */
  private void follow(Lease row, @Nullable Long sinceNanos) {
    held = row;
    if (sinceNanos != null) {
      board.confirm(sinceNanos, row.keep());
      logged = "";
    }
  }

  private void waitFor(Step.Wait wait) {
    board.doubt(wait.why(), wait.other() != null && membership.entered());
    if (!logged.equals(wait.why())) {
      logged = wait.why();
      if (held != null || wait.other() != null) {
        log.warn("This node does not serve: {}", wait.why());
      }
    }
    if (held != null && board.unconfirmed().compareTo(held.waitFor()) > 0) {
      lose(wait.why());
    }
  }

  private void lose(String why) {
    board.lose(why);
    log.error(
        "The lease of the keyspace is lost, this node writes nothing more and stops in {} s;"
            + " start it again: {}",
        settings.stopAfter().toSeconds(),
        why);
    var unused =
        system
            .scheduler()
            .scheduleOnce(settings.stopAfter(), this::stop, system.executionContext());
  }

  private void stop() {
    var unused = CoordinatedShutdown.get(system).runAll(CoordinatedShutdown.clusterDowningReason());
  }

  /** The last member gives the lease back, so that the next start need not wait. */
  private CompletionStage<Done> giveBack() {
    Lease lease;
    Set<String> companions;
    synchronized (this) {
      closing = true;
      lease = held;
      companions = membersSeen;
    }
    if (lease == null
        || board.lost()
        || !lease.holder().equals(membership.self())
        || !Set.of(membership.self()).containsAll(companions)) {
      return CompletableFuture.completedStage(Done.getInstance());
    }
    return asking
        .thenCompose(done -> table.delete(lease))
        .handle((done, failure) -> Done.getInstance());
  }
}
