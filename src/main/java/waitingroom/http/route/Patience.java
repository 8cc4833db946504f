package waitingroom.http.route;

import akka.http.javadsl.model.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waitingroom.store.Unavailable;

/** What the database refuses now it may do in a moment. */
public final class Patience {
  private static final Logger log = LoggerFactory.getLogger(Patience.class);

  private Patience() {}

  /** The answer, or 503 when it failed for whatever a table did. */
  public static CompletionStage<HttpResponse> with(CompletionStage<HttpResponse> answer) {
    return answer.exceptionallyCompose(
        failure -> {
          Throwable cause = Unavailable.unwrapped(failure);
          if (cause instanceof HttpRefusal) {
            return CompletableFuture.failedStage(cause);
          }
          log.warn("A table is out of reach: cause={}", cause.toString());
          return Answers.now(
              Problems.unavailable("The database cannot answer right now: try again"));
        });
  }
}
