package waitingroom.http.server;

import akka.event.LoggingAdapter;
import akka.http.ParsingErrorHandler;
import akka.http.javadsl.model.HttpResponse;
import akka.http.scaladsl.model.ErrorInfo;
import akka.http.scaladsl.model.StatusCode;
import akka.http.scaladsl.settings.ServerSettings;
import waitingroom.http.route.Answers;

/**
 * Answers malformed HTTP in the form of the other errors. Named in {@code http-server.conf}. The
 * fault is the client's, so the status is never 5xx (contract, deviation 13).
 */
public final class MalformedRequests extends ParsingErrorHandler {
  /** Akka HTTP looks for this field. */
  public static final MalformedRequests MODULE$ = new MalformedRequests();

  private static final int BAD_REQUEST = 400;
  private static final int NOT_IMPLEMENTED = 501;

  private MalformedRequests() {}

  @Override
  public HttpResponse handle(
      StatusCode status, ErrorInfo info, LoggingAdapter log, ServerSettings settings) {
    log.debug("Malformed request: {}", info.formatPretty());
    if (status.intValue() == NOT_IMPLEMENTED) {
      // An unknown method is answered like a known one that the path does not have.
      return Answers.NO_SUCH_METHOD;
    }
    return Answers.message(
        status.intValue() < 500 ? status.intValue() : BAD_REQUEST, info.summary());
  }
}
