package waitingroom.http.server;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import akka.japi.function.Function;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import waitingroom.http.transport.Fault;

/** Adds HSTS (RFC 6797) to every answer over TLS. */
final class StrictTransport {
  private StrictTransport() {}

  /**
   * @param maxAge zero: no header
   */
  static Function<HttpRequest, CompletionStage<HttpResponse>> of(
      Duration maxAge, Function<HttpRequest, CompletionStage<HttpResponse>> handler) {
    return maxAge.isZero()
        ? handler
        : request -> handler.apply(request).thenApply(answer -> answer.addHeader(header(maxAge)));
  }

  /** The same for answers to what is no HTTP. */
  static BiFunction<Fault, HttpRequest, HttpResponse> ofRefusals(
      Duration maxAge, BiFunction<Fault, HttpRequest, HttpResponse> refusals) {
    return maxAge.isZero()
        ? refusals
        : (fault, request) -> refusals.apply(fault, request).addHeader(header(maxAge));
  }

  private static HttpHeader header(Duration maxAge) {
    return RawHeader.create("Strict-Transport-Security", "max-age=" + maxAge.toSeconds());
  }
}
