package waitingroom.http.route;

import akka.http.javadsl.model.HttpResponse;
import java.util.concurrent.CompletionStage;

/** A listener's check of a request before its endpoint. */
@FunctionalInterface
public interface Filter {
  /** Calls the endpoint's handler, or answers instead. */
  CompletionStage<HttpResponse> pass(Exchange exchange, Endpoint endpoint);
}
