package waitingroom.http.visitor;

import akka.http.javadsl.model.HttpResponse;
import java.util.concurrent.CompletionStage;
import waitingroom.http.route.Answers;
import waitingroom.http.route.ApiErrors;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.Handler;
import waitingroom.http.route.SentRequestId;

/**
 * Answers that depend on a request id. With the id in the query, the address names the answer, and
 * caches may keep it as it says; otherwise none may, because the same address has an answer for
 * each visitor. That goes for refusals too.
 */
final class OwnAnswers {
  private OwnAnswers() {}

  static Handler of(Handler handler) {
    return exchange -> isHidden(exchange) ? own(handler, exchange) : handler.handle(exchange);
  }

  private static boolean isHidden(Exchange exchange) {
    return SentRequestId.inQuery(exchange).isEmpty() && SentRequestId.of(exchange).isPresent();
  }

  private static CompletionStage<HttpResponse> own(Handler handler, Exchange exchange) {
    CompletionStage<HttpResponse> stage;
    try {
      stage = handler.handle(exchange);
    } catch (RuntimeException failure) {
      return Answers.now(Answers.own(ApiErrors.failure(failure, true)));
    }
    return stage.handle(
        (answer, failure) ->
            Answers.own(failure == null ? answer : ApiErrors.failure(failure, true)));
  }
}
