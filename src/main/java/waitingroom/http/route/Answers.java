package waitingroom.http.route;

import akka.NotUsed;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.UnaryOperator;

/**
 * The answers of the compatible paths, texts included (contract, parts 0 to 2). All carry the CORS
 * header, errors too: pages must be able to read them.
 */
public final class Answers {
  /** Lets pages of any origin read the answer, as those of the original's users do. */
  public static final HttpHeader ANY_ORIGIN = RawHeader.create("Access-Control-Allow-Origin", "*");

  public static final HttpHeader NO_STORE = RawHeader.create("Cache-Control", "no-store");
  private static final HttpHeader PRIVATE = RawHeader.create("Cache-Control", "private, no-store");
  private static final HttpHeader BY_PLACE =
      RawHeader.create("Vary", "Cookie, " + SentRequestId.HEADER);
  private static final HttpHeader UNBUFFERED = RawHeader.create("X-Accel-Buffering", "no");
  private static final HttpResponse EVENT_STREAM =
      HttpResponse.create().addHeaders(List.of(NO_STORE, UNBUFFERED, PageHeaders.NO_SNIFF));
  private static final HttpResponse PUBLIC_EVENT_STREAM = EVENT_STREAM.addHeader(ANY_ORIGIN);
  private static final HttpResponse OK =
      HttpResponse.create().addHeaders(List.of(ANY_ORIGIN, PageHeaders.NO_SNIFF));
  private static final ConcurrentMap<HttpHeader, HttpResponse> OK_BY_CACHE =
      new ConcurrentHashMap<>();
  static final HttpHeader RETRY_SOON = RawHeader.create("Retry-After", "1");
  private static final HttpHeader RETRY_LATER = RawHeader.create("Retry-After", "30");

  public static final HttpResponse INVALID_EVENT = error(400, "Invalid event ID");
  public static final HttpResponse INVALID_EVENT_OR_REQUEST =
      error(400, "Invalid event or request ID");
  public static final HttpResponse INVALID_REQUEST = error(400, "Invalid request ID");
  public static final HttpResponse INVALID_STATUS = error(400, "Invalid status");
  public static final HttpResponse UNKNOWN_REQUEST_YET = error(202, "Request ID not found");
  static final HttpResponse NOT_SERVED_YET = error(202, "Request ID not being served yet");
  public static final HttpResponse EXPIRY_NOT_ENABLED =
      error(202, "Queue position expiration not enabled");
  static final HttpResponse POSITION_EXPIRED = error(410, "Queue position has expired");
  static final HttpResponse PAUSED = error(202, "Waiting room is paused");
  static final HttpResponse LINE_FULL =
      error(429, "The waiting room is full: come back later").addHeader(RETRY_LATER);
  static final HttpResponse ROOM_REJECTS = error(403, "Room accepts nobody");
  static final HttpResponse TOO_EARLY =
      error(403, "The waiting room is not open yet").addHeader(RETRY_LATER);
  static final HttpResponse EVENT_HOLDS = error(409, "Nobody is called before the event starts");
  static final HttpResponse INLET_IN_CHARGE =
      error(409, "The room's inlet keeps exact caps: change its settings to move the line");
  static final HttpResponse OTHER_INLET = error(409, "The room's inlet is not max_size");
  public static final HttpResponse HEARTBEAT_NOT_ENABLED = error(202, "Heartbeat not enabled");
  public static final HttpResponse TOKEN_EXPIRED =
      error(410, "Token corresponding to request id has expired");
  public static final HttpResponse NO_OPEN_SESSION =
      error(404, "Request ID doesn't exist or status already set.");
  public static final HttpResponse UNKNOWN_POSITION = error(404, "Invalid request ID");
  public static final HttpResponse EVENT_CLOSED = error(410, "Event is closed");

  public static final HttpResponse INVALID_BODY = message(400, "Invalid request body");
  public static final HttpResponse UNSUPPORTED_MEDIA_TYPE = message(415, "Unsupported Media Type");
  public static final HttpResponse NO_SUCH_METHOD = message(403, "Missing Authentication Token");
  static final HttpResponse TOO_LONG = message(413, "Request Too Long");
  public static final HttpResponse TOO_MANY =
      message(429, "Too Many Requests").addHeader(RETRY_SOON);
  public static final HttpResponse UNAVAILABLE =
      unavailable("The room cannot answer right now, try again");
  static final HttpResponse BROKEN = message(500, "Internal server error");

  private Answers() {}

  /** A handled error of the original's functions. */
  public static HttpResponse error(int status, String text) {
    return ok(Json.bytes(Map.of("error", text)), NO_STORE).withStatus(StatusCodes.get(status));
  }

  /** A gateway-level error. */
  public static HttpResponse message(int status, String text) {
    return ok(Json.bytes(Map.of("message", text)), NO_STORE).withStatus(StatusCodes.get(status));
  }

  /** 503 with a retry after a second. */
  public static HttpResponse unavailable(String text) {
    return message(503, text).addHeader(RETRY_SOON);
  }

  public static HttpResponse missingParameters(List<String> names) {
    return message(400, "Missing required request parameters: [" + String.join(", ", names) + "]");
  }

  /** An answer that is ready. */
  public static CompletionStage<HttpResponse> now(HttpResponse response) {
    return CompletableFuture.completedFuture(response);
  }

  /**
   * An answer with a document.
   *
   * @param cacheControl one of few, each of which has one list of headers for all its answers
   */
  public static HttpResponse ok(ByteString json, HttpHeader cacheControl) {
    HttpResponse known = OK_BY_CACHE.get(cacheControl);
    if (known == null) {
      known = OK_BY_CACHE.computeIfAbsent(cacheControl, any -> OK.addHeader(any));
    }
    return known.withEntity(ContentTypes.APPLICATION_JSON, json);
  }

  /**
   * Server-Sent Events, which proxies are told not to buffer. They end with the connection: chunked
   * encoding would cost 1.5 KB in each of many thousands.
   */
  public static HttpResponse eventStream(Source<ByteString, NotUsed> events) {
    return withEvents(EVENT_STREAM, events);
  }

  /** The same, for pages of any origin. */
  public static HttpResponse publicEventStream(Source<ByteString, NotUsed> events) {
    return withEvents(PUBLIC_EVENT_STREAM, events);
  }

  private static HttpResponse withEvents(HttpResponse head, Source<ByteString, NotUsed> events) {
    return head.withEntity(
        HttpEntities.createCloseDelimited(MediaTypes.TEXT_EVENT_STREAM.toContentType(), events));
  }

  /** Cacheable by anyone. */
  public static HttpHeader cached(int seconds) {
    return RawHeader.create("Cache-Control", "public, max-age=" + seconds);
  }

  /** Cacheable by the visitor's own browser only. */
  public static HttpHeader cachedPrivately(int seconds) {
    return RawHeader.create("Cache-Control", "private, max-age=" + seconds);
  }

  /** The same answer as one for a place that its address does not name: no cache may keep it. */
  public static HttpResponse own(HttpResponse answer) {
    return answer
        .removeHeader("Cache-Control")
        .removeHeader("CDN-Cache-Control")
        .addHeaders(List.of(PRIVATE, BY_PLACE));
  }

  /**
   * Adds a lifetime that only CDNs read, which can be purged (RFC 9213).
   *
   * @param seconds 0: none
   */
  public static UnaryOperator<HttpResponse> cachedInCdn(int seconds) {
    if (seconds == 0) {
      return UnaryOperator.identity();
    }
    HttpHeader lifetime = RawHeader.create("CDN-Cache-Control", "max-age=" + seconds);
    return response -> response.addHeader(lifetime);
  }
}
