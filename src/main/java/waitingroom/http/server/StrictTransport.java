package waitingroom.http.server;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import akka.japi.function.Function;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Adds HSTS (RFC 6797) to every answer over TLS. */
final class StrictTransport {
  private StrictTransport() {}

  /**
   * @param maxAge zero: no header
   */
  static Function<HttpRequest, CompletionStage<HttpResponse>> of(
      Duration maxAge, Function<HttpRequest, CompletionStage<HttpResponse>> handler) {
    if (maxAge.isZero()) {
      return handler;
    }
    HttpHeader header =
        RawHeader.create("Strict-Transport-Security", "max-age=" + maxAge.toSeconds());
    return request -> handler.apply(request).thenApply(answer -> answer.addHeader(header));
  }
}
