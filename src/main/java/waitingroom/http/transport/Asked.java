package waitingroom.http.transport;

import akka.http.javadsl.model.HttpResponse;
import java.util.concurrent.CompletableFuture;

/**
 * A request that is worked on.
 *
 * @param keepAlive false: its answer is the last one
 * @param head its answer has no body
 * @param old HTTP/1.0, which knows no chunks
 */
record Asked(
    CompletableFuture<HttpResponse> answer, boolean keepAlive, boolean head, boolean old) {}
