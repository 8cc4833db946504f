package waitingroom.beacon.relay;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import waitingroom.access.BoundedText;

/** Texts fetched by the JDK's HTTP client: 16 KiB at most, and a limit of time for the whole. */
public final class HttpTexts implements TextSource {
  private static final int ANSWER_BYTES_MAX = 16 << 10;

  private final Duration timeout;
  private final HttpClient http;

  public HttpTexts(Duration timeout) {
    this.timeout = timeout;
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  @Override
  public CompletionStage<Reply> get(URI address) {
    CompletableFuture<HttpResponse<String>> sent =
        http.sendAsync(
            HttpRequest.newBuilder(address).build(), head -> new BoundedText(ANSWER_BYTES_MAX));
    CompletableFuture<Reply> reply =
        sent.thenApply(answer -> new Reply(answer.statusCode(), answer.body()))
            .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    // Past the limit nobody waits for the rest.
    var unused = reply.whenComplete((answer, failure) -> sent.cancel(true));
    return reply;
  }
}
