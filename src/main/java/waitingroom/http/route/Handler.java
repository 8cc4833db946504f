package waitingroom.http.route;

import akka.http.javadsl.model.HttpResponse;
import java.util.concurrent.CompletionStage;

/**
 * The work of an endpoint. May throw {@link HttpRefusal}; any other exception is a bug and becomes
 * a 500.
 */
@FunctionalInterface
public interface Handler {
  CompletionStage<HttpResponse> handle(Exchange exchange);
}
