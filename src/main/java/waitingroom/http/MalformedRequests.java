package waitingroom.http;

import akka.event.LoggingAdapter;
import akka.http.ParsingErrorHandler;
import akka.http.javadsl.model.HttpResponse;
import akka.http.scaladsl.model.ErrorInfo;
import akka.http.scaladsl.model.StatusCode;
import akka.http.scaladsl.settings.ServerSettings;

/**
 * Answers what is not even HTTP, in the form of the other errors. Named in {@code
 * http-server.conf}.
 */
public final class MalformedRequests extends ParsingErrorHandler {
  /** Akka HTTP looks for this field. */
  public static final MalformedRequests MODULE$ = new MalformedRequests();

  private MalformedRequests() {}

  @Override
  public HttpResponse handle(
      StatusCode status, ErrorInfo info, LoggingAdapter log, ServerSettings settings) {
    log.debug("Malformed request: {}", info.formatPretty());
    return Answers.message(status.intValue(), info.summary());
  }
}
