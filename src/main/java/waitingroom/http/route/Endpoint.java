package waitingroom.http.route;

import akka.http.javadsl.model.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import waitingroom.access.Role;

/**
 * One method of one path.
 *
 * @param path as in the OpenAPI description; a segment may be a parameter in braces
 * @param role required of the caller, null: none
 * @param preflight the headers that pages of other origins may send
 * @param fromAnySite pages of other sites may send visitors' browsers here, although it changes
 *     something
 * @param trail whether operators' calls get into the audit trail
 * @param cost null: none is declared, as on the listener for operators
 */
public record Endpoint(
    String method,
    String path,
    Dialect dialect,
    @Nullable Role role,
    List<QueryParameter> requiredQuery,
    Preflight preflight,
    boolean fromAnySite,
    Trail trail,
    @Nullable Cost cost,
    Handler handler) {
  private static final HttpResponse FOREIGN_PAGE =
      Problems.of(403, "Only pages of this waiting room may do this");

  /** Treatment of the calls of known callers in the audit trail. */
  public enum Trail {
    /** They do not: they change nothing, or nobody is known who calls. */
    NONE,
    /** Each by itself. */
    EACH,
    /**
     * Summed up by caller and minute, because there may be thousands a second. A handler singles
     * out calls by which somebody gains: {@link TrailNotes#gained}.
     */
    SUMMED;

    /** Whoever declares nothing else has each change recorded. */
    private static Trail usual(String method, @Nullable Role role) {
      return role == null || !changes(method) ? NONE : EACH;
    }
  }

  public Endpoint {
    if (role != null && changes(method) && trail == Trail.NONE) {
      throw new IllegalArgumentException(
          "%s %s changes something: its calls belong in the audit trail".formatted(method, path));
    }
  }

  /** The form of an endpoint's errors, and its extras. */
  public enum Dialect {
    /**
     * As Virtual Waiting Room on AWS: also under {@code /api}, CORS, errors as {@code {"error"}} or
     * {@code {"message"}}.
     */
    COMPATIBLE,
    /** Errors as problem details (RFC 9457). */
    MODERN,
    /** As {@link #MODERN}, for visitors' browsers: the rate limit counts it. */
    BROWSED
  }

  public static Endpoint compatible(
      String method,
      String path,
      @Nullable Role role,
      Handler handler,
      QueryParameter... requiredQuery) {
    return new Endpoint(
        method,
        path,
        Dialect.COMPATIBLE,
        role,
        List.of(requiredQuery),
        Preflight.USUAL,
        true,
        Trail.usual(method, role),
        null,
        handler);
  }

  public static Endpoint modern(String method, String path, @Nullable Role role, Handler handler) {
    return new Endpoint(
        method,
        path,
        Dialect.MODERN,
        role,
        List.of(),
        Preflight.USUAL,
        true,
        Trail.usual(method, role),
        null,
        handler);
  }

  public static Endpoint browsed(String method, String path, Handler handler) {
    return new Endpoint(
        method,
        path,
        Dialect.BROWSED,
        null,
        List.of(),
        Preflight.USUAL,
        !changes(method),
        Trail.NONE,
        null,
        handler);
  }

  private static boolean changes(String method) {
    return !method.equals("GET") && !method.equals("HEAD") && !method.equals("OPTIONS");
  }

  /** The same endpoint with the other order of allowed headers in its preflight. */
  public Endpoint withPreflightSwapped() {
    return with(Preflight.SWAPPED);
  }

  /** The same endpoint with other headers in its preflight. */
  public Endpoint with(Preflight other) {
    return new Endpoint(
        method, path, dialect, role, requiredQuery, other, fromAnySite, trail, cost, handler);
  }

  /** The same endpoint, to which pages of other sites may send browsers. */
  public Endpoint openToAllSites() {
    return new Endpoint(
        method, path, dialect, role, requiredQuery, preflight, true, trail, cost, handler);
  }

  /** The same endpoint, whose calls are summed up in the audit trail. */
  public Endpoint summedInTrail() {
    return with(Trail.SUMMED, cost);
  }

  /** The same endpoint, whose calls are of that class of cost. */
  public Endpoint costing(Cost declared) {
    return with(trail, declared);
  }

  private Endpoint with(Trail otherTrail, @Nullable Cost otherCost) {
    return new Endpoint(
        method,
        path,
        dialect,
        role,
        requiredQuery,
        preflight,
        fromAnySite,
        otherTrail,
        otherCost,
        handler);
  }

  /** Checks where the browser comes from and the query, and calls the handler. */
  public CompletionStage<HttpResponse> serve(Exchange exchange) {
    if (!fromAnySite && exchange.isFromForeignPage()) {
      throw new HttpRefusal(FOREIGN_PAGE);
    }
    exchange.requireQuery(requiredQuery);
    return handler.handle(exchange);
  }

  public boolean compatible() {
    return dialect == Dialect.COMPATIBLE;
  }

  /** Tells whether the rate limit per address counts it. */
  public boolean rateLimited() {
    return dialect != Dialect.MODERN;
  }
}
