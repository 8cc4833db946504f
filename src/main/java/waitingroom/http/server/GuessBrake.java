package waitingroom.http.server;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import waitingroom.http.route.Answers;
import waitingroom.http.route.ApiErrors;
import waitingroom.http.route.Endpoint;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.Filter;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.Problems;
import waitingroom.page.WaitingPages;
import waitingroom.store.Unavailable;

/**
 * Answers 429 to whoever shows too many request ids that nobody was ever given. Ids are judged
 * first, so a visitor with a good one is never held up by others who guess behind the same address;
 * ids from before a reset are no guesses.
 */
public final class GuessBrake implements Filter {
  private final Filter next;
  private final Guesses guesses;
  private final NoticePages busy;

  /**
   * @param next the filter that leads to the endpoint
   */
  public GuessBrake(
      Filter next, RateLimitSettings settings, WaitingPages pages, MeterRegistry registry) {
    this.next = next;
    this.guesses = new Guesses(settings, registry);
    this.busy = new NoticePages(pages, (tag, root) -> pages.busy(tag, root, Guesses.MINUTE));
  }

  @Override
  public CompletionStage<HttpResponse> pass(Exchange exchange, Endpoint endpoint) {
    CompletionStage<HttpResponse> answer;
    try {
      answer = next.pass(exchange, endpoint);
    } catch (HttpRefusal refusal) {
      exchange.noteGuess(refusal);
      return Answers.now(judged(exchange, endpoint, refusal.response()));
    }
    CompletableFuture<HttpResponse> future = answer.toCompletableFuture();
    if (future.isDone() && !future.isCompletedExceptionally() && !exchange.guessed()) {
      return answer;
    }
    return future
        .exceptionally(failure -> refused(exchange, failure, endpoint.compatible()))
        .thenApply(response -> judged(exchange, endpoint, response));
  }

  private static HttpResponse refused(Exchange exchange, Throwable failure, boolean compatible) {
    exchange.noteGuess(Unavailable.unwrapped(failure));
    return ApiErrors.failure(failure, compatible);
  }

  private HttpResponse judged(Exchange exchange, Endpoint endpoint, HttpResponse answer) {
    if (!exchange.guessed()) {
      return answer;
    }
    OptionalLong wait = guesses.another(exchange.request());
    return wait.isEmpty() ? answer : tooMany(exchange, endpoint, wait.getAsLong());
  }

  private HttpResponse tooMany(Exchange exchange, Endpoint endpoint, long seconds) {
    String wait = Long.toString(seconds);
    if (endpoint.dialect() == Endpoint.Dialect.BROWSED && NoticePages.shows(exchange)) {
      return busy.of(exchange, endpoint.path())
          .withStatus(429)
          .addHeader(RawHeader.create("Refresh", Long.toString(Guesses.MINUTE)))
          .addHeader(RawHeader.create("Retry-After", wait));
    }
    HttpResponse answer =
        endpoint.compatible()
            ? Answers.message(429, "Too Many Requests")
            : Problems.of(429, "Too many unknown request ids came from this address");
    return answer.addHeader(RawHeader.create("Retry-After", wait));
  }
}
