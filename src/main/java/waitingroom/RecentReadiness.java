package waitingroom;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import waitingroom.http.operations.Readiness;

/**
 * Readiness checked at most once a second and by one query at a time: the probe is open to
 * everybody and must not let callers load the database.
 */
final class RecentReadiness implements Readiness {
  private static final long KEPT_NANOS = Duration.ofSeconds(1).toNanos();

  private final Readiness source;
  private final LongSupplier nanoTime;
  private @Nullable CompletableFuture<List<String>> latest;
  private long askedNanos;

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  RecentReadiness(Readiness source, LongSupplier nanoTime) {
    this.source = source;
    this.nanoTime = nanoTime;
  }

  @Override
  public synchronized CompletionStage<List<String>> missing() {
    CompletableFuture<List<String>> known = latest;
    long now = nanoTime.getAsLong();
    if (known == null || (known.isDone() && now - askedNanos >= KEPT_NANOS)) {
      known = source.missing().toCompletableFuture();
      latest = known;
      askedNanos = now;
    }
    return known;
  }
}
