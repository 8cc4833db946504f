package waitingroom.http.route;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import java.util.List;
import java.util.Locale;

/** The answers to OPTIONS on compatible paths (contract 0.3). */
public enum Preflight {
  USUAL("Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token"),
  /** The private API's order. */
  SWAPPED("Content-Type,Authorization,X-Amz-Date,X-Api-Key,X-Amz-Security-Token"),
  /**
   * The usual one, unless a client asks for what those of Server-Sent Events send that are written
   * with fetch.
   */
  EVENTS(USUAL.headers);

  private static final List<String> OF_EVENTS =
      List.of("Last-Event-ID", "Cache-Control", "X-Requested-With");

  private final String headers;

  Preflight(String headers) {
    this.headers = headers;
  }

  /**
   * The answer for a path with that one method.
   *
   * @param asked what the client wants to send: a list of headers
   */
  HttpResponse of(String method, String asked) {
    String methods = method.equals("POST") ? "OPTIONS,POST" : method + ",OPTIONS";
    HttpResponse answer =
        HttpResponse.create()
            .addHeader(Answers.ANY_ORIGIN)
            .addHeader(RawHeader.create("Access-Control-Allow-Methods", methods));
    String lower = asked.toLowerCase(Locale.ROOT);
    boolean more =
        this == EVENTS
            && OF_EVENTS.stream().anyMatch(name -> lower.contains(name.toLowerCase(Locale.ROOT)));
    return answer.addHeader(
        RawHeader.create(
            "Access-Control-Allow-Headers",
            more ? headers + "," + String.join(",", OF_EVENTS) : headers));
  }
}
