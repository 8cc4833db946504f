package waitingroom.access;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.jose4j.http.Response;
import org.jose4j.http.SimpleGet;
import org.jose4j.http.SimpleResponse;
import waitingroom.outbound.OutboundAnswer;
import waitingroom.outbound.OutboundClient;
import waitingroom.outbound.OutboundRequest;

/** Key sets over HTTP, by the guarded client in place of the library's own. */
record KeySetClient(OutboundClient http) implements SimpleGet {
  private static final int OK = 200;

  @Override
  public SimpleResponse get(String location) throws IOException {
    OutboundAnswer answer = answer(location);
    if (answer.status() != OK) {
      throw new IOException("%s answered %s".formatted(location, answer.status()));
    }
    return new Response(answer.status(), "OK", answer.headers(), answer.text());
  }

  private OutboundAnswer answer(String location) throws IOException {
    try {
      return http.send(OutboundRequest.get(URI.create(location), Map.of()))
          .toCompletableFuture()
          .get();
    } catch (ExecutionException failure) {
      throw new IOException(
          "%s cannot be read: %s".formatted(location, failure.getCause()), failure.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(location + " was not waited for");
    }
  }
}
