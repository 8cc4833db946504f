package waitingroom.http.route;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waitingroom.access.Principal;
import waitingroom.access.Role;
import waitingroom.http.admin.Callers;

/**
 * Ends the admin listener's streams whose readers have lost access: otherwise a stream would
 * outlive a revoked key, an expired token or an ended session.
 *
 * <p>While access cannot be checked, the last result counts: operators watch most when the database
 * is down.
 */
public final class StreamLeases {
  private static final Logger log = LoggerFactory.getLogger(StreamLeases.class);

  /**
   * A revoked key takes some seconds to reach all nodes anyway, and a check may cost a signature.
   */
  public static final Duration EVERY = Duration.ofSeconds(10);

  private final Function<Exchange, CompletionStage<Optional<Principal>>> callers;
  private final Duration every;

  /**
   * @param callers as {@link Callers#again}
   * @param every interval between checks of a reader
   */
  public StreamLeases(
      Function<Exchange, CompletionStage<Optional<Principal>>> callers, Duration every) {
    this.callers = callers;
    this.every = every;
  }

  /** The events, until the reader is no longer known or lacks the role. */
  public <T> Source<T, NotUsed> whileAllowed(
      Exchange exchange, Role needed, Source<T, NotUsed> events) {
    Source<T, ?> looks =
        Source.tick(every, every, exchange)
            .mapAsync(1, asked -> allowed(asked, needed))
            .takeWhile(allowed -> allowed)
            .mapConcat(allowed -> List.of());
    return events.merge(looks, true);
  }

  private static boolean keepOpen(Throwable failure) {
    log.warn(
        "Cannot re-check the reader's access; keeping the stream open: cause={}",
        failure.toString());
    return true;
  }

  private CompletionStage<Boolean> allowed(Exchange exchange, Role needed) {
    return CompletableFuture.completedStage(exchange)
        .thenCompose(callers)
        .thenApply(found -> found.filter(known -> known.role().allows(needed)).isPresent())
        .exceptionally(StreamLeases::keepOpen);
  }
}
