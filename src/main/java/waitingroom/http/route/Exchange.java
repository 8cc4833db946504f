package waitingroom.http.route;

import akka.http.javadsl.model.HttpRequest;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request at its endpoint, with its body read. */
public final class Exchange {
  private final HttpRequest request;
  private final SentTarget target;
  private final List<String> pathParameters;
  private final byte[] body;
  private @Nullable Map<String, String> query;

  /** Last values of the parameters that are there more than once. */
  private Map<String, String> repeated = Map.of();

  private final TrailNotes trail = new TrailNotes();
  private Caller.@Nullable Known caller;
  private boolean guessed;

  /**
   * @param pathParameters the segments of the path that are parameters, in order and as they were
   *     sent
   */
  public Exchange(HttpRequest request, List<String> pathParameters, byte[] body) {
    this(request, SentTarget.of(request), pathParameters, body);
  }

  Exchange(HttpRequest request, SentTarget target, List<String> pathParameters, byte[] body) {
    this.request = request;
    this.target = target;
    this.pathParameters = pathParameters;
    this.body = body;
  }

  public HttpRequest request() {
    return request;
  }

  /** Path and query as sent. */
  public SentTarget target() {
    return target;
  }

  /** Notes that a page in words answers a request whose id nobody was ever given. */
  public void noteGuess(Throwable failure) {
    guessed |= failure instanceof HttpRefusal refusal && refusal.guessed();
  }

  /** Whether the request showed an id that nobody was ever given. */
  public boolean guessed() {
    return guessed;
  }

  /** Admits the request as one of that caller. */
  public void admit(Caller.Known known) {
    caller = known;
  }

  /** The caller, at an endpoint that requires a role. */
  public Caller.Known caller() {
    return Objects.requireNonNull(caller, "the filter admits only known callers");
  }

  public byte[] body() {
    return body;
  }

  /** The first parameter in the path, decoded. */
  public String pathParameter() {
    return pathParameter(0);
  }

  /**
   * A parameter in the path, decoded.
   *
   * @param index 0 for the first of the endpoint's path
   */
  public String pathParameter(int index) {
    // A plus sign in a path is literal, unlike in a form, for which the decoder is made.
    String segment = pathParameters.get(index).replace("+", "%2B");
    return URLDecoder.decode(segment, StandardCharsets.UTF_8);
  }

  /** A parameter of the query, decoded. The first of repeated parameters counts. */
  public Optional<String> query(String name) {
    return Optional.ofNullable(query().get(name));
  }

  /** The same, but the last of repeated parameters counts, as at the original's gateway. */
  public Optional<String> lastQuery(String name) {
    Optional<String> first = query(name);
    String last = repeated.get(name);
    return last == null ? first : Optional.of(last);
  }

  private Map<String, String> query() {
    Map<String, String> parsed = query;
    if (parsed == null) {
      Map<String, String> first = new HashMap<>();
      FormPairs.each(
          rawQuery(),
          (name, value) -> {
            if (first.putIfAbsent(name, value) != null) {
              repeat(name, value);
            }
          });
      parsed = first;
      query = parsed;
    }
    return parsed;
  }

  private void repeat(String name, String value) {
    if (repeated.isEmpty()) {
      repeated = new HashMap<>();
    }
    repeated.put(name, value);
  }

  /** The query as sent; empty if there is none. */
  public String rawQuery() {
    return target.query() == null ? "" : target.query();
  }

  void requireQuery(List<QueryParameter> parameters) {
    List<String> missing = new ArrayList<>(0);
    for (QueryParameter parameter : parameters) {
      if (parameter.missing(this)) {
        missing.add(parameter.wireName());
      }
    }
    if (!missing.isEmpty()) {
      throw new HttpRefusal(Answers.missingParameters(missing));
    }
  }

  /** The host, with a port if the client named one. */
  public Optional<String> host() {
    return header("Host").filter(host -> !host.isEmpty());
  }

  /**
   * Whether a browser says that a page of another site, or of another host of the same, sends this
   * (W3C Fetch Metadata). Other clients say nothing.
   */
  boolean isFromForeignPage() {
    return header("Sec-Fetch-Site").filter(site -> !site.equals("same-origin")).isPresent();
  }

  public Optional<String> header(String name) {
    return request.getHeader(name).map(header -> header.value());
  }

  /** Type and subtype of the body in lower case, without parameters; empty if none is named. */
  public String mediaType() {
    String type = header("Content-Type").orElse("");
    int parameters = type.indexOf(';');
    return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
  }

  /** A body without content type counts as JSON (contract 0.2). */
  public boolean isJson() {
    return header("Content-Type").filter(type -> !type.isBlank()).isEmpty()
        || mediaType().equals("application/json");
  }

  /**
   * Records the change for the audit trail, without secrets.
   *
   * @param oldValue written as JSON; null: none or unknown
   */
  public void changed(@Nullable Object oldValue, @Nullable Object newValue) {
    trail.changed(oldValue, newValue);
  }

  /** Notes for the audit trail about this request. */
  public TrailNotes trail() {
    return trail;
  }

  /** The body of a compatible path: a JSON object, or 400. */
  public Members members() {
    JsonNode object = Json.object(body).orElseThrow(() -> new HttpRefusal(Answers.INVALID_BODY));
    return new Members(object, !isJson());
  }
}
