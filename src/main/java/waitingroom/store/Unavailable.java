package waitingroom.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

/**
 * Part of the service is down, too slow or overloaded: try again later. Nothing acknowledged is
 * lost.
 */
public final class Unavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The part that cannot answer. */
  public enum Subject {
    ROOM("The room"),
    DATABASE("The database"),
    /** Its tables lag behind the room. */
    READ_SIDE("The read side");

    private final String text;

    Subject(String text) {
      this.text = text;
    }

    /** The start of a sentence. */
    public String text() {
      return text;
    }
  }

  private final Subject subject;

  /** A room that is too slow, overloaded or not known yet. */
  public Unavailable(String message) {
    this(Subject.ROOM, message);
  }

  public Unavailable(Subject subject, String message) {
    super(message, null, false, false);
    this.subject = subject;
  }

  public Subject subject() {
    return subject;
  }

  /** The cause of a failure that a {@code then…} stage has wrapped. */
  public static Throwable unwrapped(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : null;
    return cause == null ? failure : cause;
  }

  /** The same stage with timeouts of a room turned into this exception and failures unwrapped. */
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
