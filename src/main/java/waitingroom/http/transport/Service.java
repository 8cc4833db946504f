package waitingroom.http.transport;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.japi.function.Function;
import akka.stream.Materializer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Service of a listener: its handler, its refusals and its observer.
 *
 * @param handler must not block: it is called on event loops
 * @param refusals answers to what is no HTTP, by its fault and what could be read of it
 * @param cuts hears of each connection that is cut off
 */
public record Service(
    Function<HttpRequest, CompletionStage<HttpResponse>> handler,
    BiFunction<Fault, HttpRequest, HttpResponse> refusals,
    Consumer<Cut> cuts,
    Responses responses,
    Materializer materializer) {
  private static final Logger log = LoggerFactory.getLogger(Service.class);
  private static final HttpResponse BUG = HttpResponse.create().withStatus(500);

  CompletableFuture<HttpResponse> answer(HttpRequest request) {
    try {
      return handler.apply(request).toCompletableFuture();
    } catch (Exception bug) {
      return CompletableFuture.failedFuture(bug);
    }
  }

  HttpResponse refusal(Fault fault, HttpRequest request) {
    try {
      return refusals.apply(fault, request);
    } catch (RuntimeException bug) {
      log.error("A refusal failed", bug);
      return BUG;
    }
  }

  /** An answer that has come; a handler is not expected to fail. */
  HttpResponse orBug(CompletableFuture<HttpResponse> answer) {
    try {
      return answer.join();
    } catch (CompletionException bug) {
      log.error("A handler failed", bug.getCause());
      return BUG;
    }
  }
}
