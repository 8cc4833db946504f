package waitingroom.event.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Resends the dead letters of a subscription one at a time, in parallel with its delivery.
 * Delivered ones are deleted; the first failure stops the replay.
 */
public final class Replays {
  private static final int LETTERS_MAX = 1000;
  private static final Duration TIME_MAX = Duration.ofSeconds(30);

  /**
   * Outcome of a replay.
   *
   * @param delivered number of delivered dead letters
   * @param complete true if none is left
   * @param failure cause of an early stop, or empty
   */
  public record Replayed(int delivered, boolean complete, String failure) {}

  private final Delivery.Dependencies parts;

  Replays(Delivery.Dependencies parts) {
    this.parts = parts;
  }

  private byte[] body(Subscription subscription, DeadLetter letter) {
    return parts
        .feed()
        .shown(
            subscription.scope(),
            letter.body().getBytes(StandardCharsets.UTF_8),
            subscription.naming());
  }

  /** Stops after 30 s or 1,000 dead letters; call it again for the rest. */
  CompletionStage<Replayed> replay(Subscription subscription) {
    Instant until = parts.clock().instant().plus(TIME_MAX);
    return parts
        .deadLetters()
        .page(subscription.id(), null, LETTERS_MAX)
        .thenCompose(letters -> next(subscription, letters, 0, until));
  }

  private CompletionStage<Replayed> next(
      Subscription subscription, List<DeadLetter> letters, int done, Instant until) {
    if (done == letters.size()) {
      return CompletableFuture.completedStage(new Replayed(done, done < LETTERS_MAX, ""));
    }
    if (parts.clock().instant().isAfter(until)) {
      return CompletableFuture.completedStage(new Replayed(done, false, "The time is over"));
    }
    DeadLetter letter = letters.get(done);
    return parts
        .client()
        .post(subscription, letter.event(), body(subscription, letter))
        .thenCompose(
            attempt -> {
              parts.meters().count(attempt);
              if (attempt instanceof Attempt.Delivered) {
                return parts
                    .deadLetters()
                    .delete(subscription.id(), letter)
                    .thenCompose(deleted -> next(subscription, letters, done + 1, until));
              }
              String why =
                  attempt instanceof Attempt.Failed failed
                      ? failed.why()
                      : "The receiver answered 410";
              return CompletableFuture.completedStage(new Replayed(done, false, why));
            });
  }
}
