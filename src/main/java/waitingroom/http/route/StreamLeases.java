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
 * Ends the streams of the admin listener whose readers have lost their access: a stream without an
 * end would outlive a key that is revoked, a token that expires and a session that is over.
 *
 * <p>While it cannot be found out who somebody is, the last that was found out counts: operators
 * watch most when the database is away.
 */
public final class StreamLeases {
  private static final Logger log = LoggerFactory.getLogger(StreamLeases.class);

  /** Nodes hear of a revoked key after some seconds too; and a look may cost a signature. */
  public static final Duration EVERY = Duration.ofSeconds(10);

  private final Function<Exchange, CompletionStage<Optional<Principal>>> callers;
  private final Duration every;

  /**
   * @param callers as {@link Callers#again}
   * @param every how often each reader is looked at
   */
  public StreamLeases(
      Function<Exchange, CompletionStage<Optional<Principal>>> callers, Duration every) {
    this.callers = callers;
    this.every = every;
  }

  /** The events, until whoever asked for them is not known any more or lacks the role. */
  public <T> Source<T, NotUsed> whileAllowed(
      Exchange exchange, Role needed, Source<T, NotUsed> events) {
    Source<T, ?> looks =
        Source.tick(every, every, exchange)
            .mapAsync(1, asked -> allowed(asked, needed))
            .takeWhile(allowed -> allowed)
            .mapConcat(allowed -> List.of());
    return events.merge(looks, true);
  }

  private static boolean goOn(Throwable failure) {
    log.warn(
        "It cannot be found out who listens, the stream goes on: cause={}", failure.toString());
    return true;
  }

  private CompletionStage<Boolean> allowed(Exchange exchange, Role needed) {
    return CompletableFuture.completedStage(exchange)
        .thenCompose(callers)
        .thenApply(found -> found.filter(known -> known.role().allows(needed)).isPresent())
        .exceptionally(StreamLeases::goOn);
  }
}
