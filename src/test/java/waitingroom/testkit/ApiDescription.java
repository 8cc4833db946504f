package waitingroom.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The API description that nodes serve, for tests. */
public final class ApiDescription {
  /** The two listeners by their names in {@code x-listeners}. */
  public enum Listener {
    PUBLIC,
    ADMIN;

    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One method of one path.
   *
   * @param path as described, with braces
   * @param requiredQuery names of the required query parameters, also if they may be elsewhere
   * @param role required of the caller, in lower case; empty: none
   * @param ownPagesOnly pages of other sites may not send browsers there
   * @param endless a good answer does not end
   */
  public record Operation(
      String method,
      String path,
      Set<Listener> listeners,
      Set<String> requiredQuery,
      boolean secured,
      String role,
      boolean ownPagesOnly,
      boolean endless,
      Set<Integer> statuses) {

    /** Whether a request's path matches. */
    public boolean matches(String requestPath) {
      return requestPath.matches(path.replace(".", "\\.").replaceAll("\\{[^}]*}", "[^/]*"));
    }
  }

  private static final class Holder {
    static final ApiDescription INSTANCE = new ApiDescription();
  }

  private final JsonNode document = read();
  private final List<Operation> operations = new ArrayList<>();

  private ApiDescription() {
    forEach(
        document.path("paths"),
        (path, item) ->
            forEach(
                item,
                (method, operation) -> {
                  if (operation.has("responses")) {
                    operations.add(operation(method, path, operation));
                  }
                }));
  }

  /** The description on the class path. */
  public static ApiDescription get() {
    return Holder.INSTANCE;
  }

  public JsonNode document() {
    return document;
  }

  public List<Operation> operations() {
    return List.copyOf(operations);
  }

  /** Throws when the description of an operation does not list the status. */
  void check(Listener listener, String method, String path, int status) {
    for (Operation operation : operations) {
      if (operation.listeners().contains(listener)
          && operation.method().equals(method)
          && (operation.matches(path) || operation.matches(otherPrefix(path)))
          && !operation.statuses().contains(status)) {
        throw new AssertionError(
            "openapi.json does not list %d for %s %s".formatted(status, method, path));
      }
    }
  }

  /**
   * The same path with or without {@code /api}: compatible paths answer under both, but only one is
   * described.
   */
  private static String otherPrefix(String path) {
    return path.startsWith("/api/") ? path.substring("/api".length()) : "/api" + path;
  }

  private Operation operation(String method, String path, JsonNode operation) {
    Set<Listener> listeners = new HashSet<>();
    operation
        .path("x-listeners")
        .forEach(name -> listeners.add(Listener.valueOf(name.asText().toUpperCase(Locale.ROOT))));
    Set<String> required = new HashSet<>();
    for (JsonNode given : operation.path("parameters")) {
      JsonNode parameter = resolved(given);
      boolean needed = parameter.path("required").asBoolean() || parameter.has("x-required");
      if (parameter.path("in").asText().equals("query") && needed) {
        required.add(parameter.path("name").asText());
      }
    }
    Set<Integer> statuses = new HashSet<>();
    operation
        .path("responses")
        .fieldNames()
        .forEachRemaining(status -> statuses.add(Integer.parseInt(status)));
    return new Operation(
        method.toUpperCase(Locale.ROOT),
        path,
        listeners,
        required,
        !operation.path("security").isEmpty(),
        operation.path("x-role").asText(),
        operation.path("x-own-pages-only").asBoolean(),
        operation.at("/responses/200/content").has("text/event-stream"),
        statuses);
  }

  /** Follows a {@code $ref} within the document. */
  public JsonNode resolved(JsonNode node) {
    if (!node.has("$ref")) {
      return node;
    }
    JsonNode target = document.at(node.get("$ref").asText().substring(1));
    if (target.isMissingNode()) {
      throw new AssertionError("openapi.json has a dangling reference: " + node);
    }
    return target;
  }

  private interface Member {
    void take(String name, JsonNode value);
  }

  private static void forEach(JsonNode object, Member member) {
    for (Map.Entry<String, JsonNode> one : object.properties()) {
      member.take(one.getKey(), one.getValue());
    }
  }

  private static JsonNode read() {
    try (InputStream stream = ApiDescription.class.getResourceAsStream("/openapi.json")) {
      return Answer.parse(
          new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
