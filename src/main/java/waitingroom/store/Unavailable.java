package waitingroom.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

/**
 * The room could not answer in time, or its waiting line is full: try again later. Nothing
 * acknowledged is lost.
 */
public final class Unavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Unavailable(String message) {
    super(message, null, false, false);
  }

  /** What really went wrong: a failure that passed through a {@code then…} arrives wrapped. */
  public static Throwable unwrapped(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : null;
    return cause == null ? failure : cause;
  }

  /** Completes as the stage does, with this failure in place of a timeout, and nothing wrapped. */
  public static <T> CompletionStage<T> orAnswer(CompletionStage<T> stage) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    stage.whenComplete(
        (value, failure) -> {
          if (failure == null) {
            answer.complete(value);
          } else {
            Throwable cause = unwrapped(failure);
            answer.completeExceptionally(
                cause instanceof TimeoutException
                    ? new Unavailable("The room did not answer in time")
                    : cause);
          }
        });
    return answer;
  }
}
