package waitingroom.http.server;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import akka.japi.function.Function;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Tells browsers, in every answer over TLS, to come back by TLS alone (HSTS, RFC 6797). */
final class StrictTransport {
  private StrictTransport() {}

  /**
   * @param maxAge zero: nothing is told
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
