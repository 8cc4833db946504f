package waitingroom.access;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jose4j.http.Response;
import org.jose4j.http.SimpleGet;
import org.jose4j.http.SimpleResponse;

/**
 * HTTP client for key sets. Unlike the library's own it follows no redirect, and the whole answer
 * has a limit of time.
 */
final class KeySetClient implements SimpleGet {
  private static final Duration CONNECT_MAX = Duration.ofSeconds(2);
  private static final long ANSWER_MILLIS_MAX = 5_000;
  private static final int ANSWER_BYTES_MAX = 256 << 10;
  private static final int OK = 200;

  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT_MAX)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /** Tries twice: an idle connection may have been closed by the other side. */
  @Override
  public SimpleResponse get(String location) throws IOException {
    try {
      return once(location);
    } catch (IOException first) {
      return once(location);
    }
  }

  private SimpleResponse once(String location) throws IOException {
    CompletableFuture<HttpResponse<String>> sent =
        http.sendAsync(
            HttpRequest.newBuilder(URI.create(location)).build(),
            head -> new BoundedText(ANSWER_BYTES_MAX));
    try {
      HttpResponse<String> answer = sent.get(ANSWER_MILLIS_MAX, TimeUnit.MILLISECONDS);
      if (answer.statusCode() != OK) {
        throw new IOException("%s answered %s".formatted(location, answer.statusCode()));
      }
      return new Response(answer.statusCode(), "OK", answer.headers().map(), answer.body());
    } catch (ExecutionException failure) {
      throw new IOException(location + " cannot be read", failure.getCause());
    } catch (TimeoutException slow) {
      throw new IOException(location + " did not answer in time", slow);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(location + " was not waited for");
    } finally {
      sent.cancel(true);
    }
  }
}
