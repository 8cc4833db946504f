package waitingroom.http.route;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The answers to OPTIONS on compatible paths (contract 0.3). */
public enum Preflight {
  USUAL("Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token"),
  /** The private API's order. */
  SWAPPED("Content-Type,Authorization,X-Amz-Date,X-Api-Key,X-Amz-Security-Token"),
  /** The usual one, and more for clients of Server-Sent Events. */
  EVENTS(USUAL.headers);

  /** Headers beyond the original's, allowed where a client asks for one of them. */
  private enum More {
    /** Those of clients for Server-Sent Events that are written with fetch. */
    OF_EVENTS("Last-Event-ID,Cache-Control,X-Requested-With") {
      @Override
      boolean concerns(Endpoint endpoint) {
        return endpoint.preflight() == EVENTS;
      }
    },
    /** The request id, where it is read. */
    OF_PLACE(SentRequestId.HEADER) {
      @Override
      boolean concerns(Endpoint endpoint) {
        return endpoint.role() == null && endpoint.method().equals("GET");
      }
    };

    private final String names;

    More(String names) {
      this.names = names;
    }

    abstract boolean concerns(Endpoint endpoint);

    boolean asked(String lower) {
      return Stream.of(names.toLowerCase(Locale.ROOT).split(",", -1)).anyMatch(lower::contains);
    }
  }

  /** Spares pages of other origins a preflight before each poll. */
  private static final HttpHeader KEPT = RawHeader.create("Access-Control-Max-Age", "600");

  private final String headers;

  Preflight(String headers) {
    this.headers = headers;
  }

  /** The answer for an endpoint to a client that says which headers it wants to send. */
  static HttpResponse of(Endpoint endpoint, HttpRequest request) {
    String asked =
        request
            .getHeader("Access-Control-Request-Headers")
            .map(header -> header.value().toLowerCase(Locale.ROOT))
            .orElse("");
    List<More> more =
        Arrays.stream(More.values())
            .filter(each -> each.concerns(endpoint) && each.asked(asked))
            .toList();
    String method = endpoint.method();
    HttpResponse answer =
        HttpResponse.create()
            .addHeader(Answers.ANY_ORIGIN)
            .addHeader(
                RawHeader.create(
                    "Access-Control-Allow-Methods",
                    method.equals("POST") ? "OPTIONS,POST" : method + ",OPTIONS"))
            .addHeader(
                RawHeader.create(
                    "Access-Control-Allow-Headers", allowed(endpoint.preflight(), more)));
    return more.contains(More.OF_PLACE) ? answer.addHeader(KEPT) : answer;
  }

  private static String allowed(Preflight usual, List<More> more) {
    return more.stream()
        .map(each -> "," + each.names)
        .collect(Collectors.joining("", usual.headers, ""));
  }
}
