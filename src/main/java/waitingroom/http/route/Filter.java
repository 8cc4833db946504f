package waitingroom.http.route;

import akka.http.javadsl.model.HttpResponse;
import java.util.concurrent.CompletionStage;

/** What a listener asks before an endpoint gets the request: who is it, and may they. */
@FunctionalInterface
public interface Filter {
  /** Calls the endpoint's handler, or answers in its stead. */
  CompletionStage<HttpResponse> pass(Exchange exchange, Endpoint endpoint);
}
