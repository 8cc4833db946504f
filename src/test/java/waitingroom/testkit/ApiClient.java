package waitingroom.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import waitingroom.dev.DevSecrets;

/**
 * A client of one listener with one set of credentials. Every answer is checked against the API
 * description: an unlisted status fails the test.
 */
public final class ApiClient {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Set<String> SET_BY_THE_CLIENT = Set.of("host", "content-length");
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final ApiDescription.Listener listener;
  private final URI base;
  private final Credentials credentials;
  private final HttpClient http;

  ApiClient(ApiDescription.Listener listener, URI base, Credentials credentials) {
    this(listener, base, credentials, HTTP);
  }

  /** A public listener, without credentials. */
  public static ApiClient visitor(URI base) {
    return new ApiClient(ApiDescription.Listener.PUBLIC, base, Credentials.NONE);
  }

  /** An admin listener, signed with the administrator's key. */
  public static ApiClient operator(URI base, DevSecrets secrets) {
    AwsCredentialsIdentity key =
        AwsCredentialsIdentity.create(secrets.accessKeyId(), secrets.secretAccessKey());
    return new ApiClient(
        ApiDescription.Listener.ADMIN, base, Credentials.signature(key, Clock.systemUTC()));
  }

  /**
   * @param http must trust the listener's certificate
   */
  ApiClient(ApiDescription.Listener listener, URI base, Credentials credentials, HttpClient http) {
    this.http = http;
    this.listener = listener;
    this.base = base;
    this.credentials = credentials;
  }

  /** A client of the same listener with other credentials. */
  public ApiClient with(Credentials other) {
    return new ApiClient(listener, base, other, http);
  }

  public Credentials credentials() {
    return credentials;
  }

  /** The listener's URL, without a path. */
  public URI base() {
    return base;
  }

  /** Gets a path with its query. */
  public Answer get(String target) {
    return send("GET", target, "");
  }

  /** Gets a path with its query, without waiting. */
  public CompletableFuture<Answer> getAsync(String target) {
    return sendAsync("GET", target, new byte[0], List.of());
  }

  /** Posts JSON. */
  public Answer post(String target, String json) {
    return send("POST", target, json, "Content-Type", "application/json");
  }

  /** Posts JSON, without waiting. */
  public CompletableFuture<Answer> postAsync(String target, String json, String... headers) {
    List<String> all = new ArrayList<>(List.of("Content-Type", "application/json"));
    all.addAll(List.of(headers));
    return sendAsync("POST", target, json.getBytes(UTF_8), all);
  }

  /**
   * Sends any request.
   *
   * @param headers alternating names and values
   */
  public Answer send(String method, String target, String body, String... headers) {
    return send(method, target, body.getBytes(UTF_8), headers);
  }

  /** Sends any request with a body of bytes. */
  public Answer send(String method, String target, byte[] body, String... headers) {
    return sendAsync(method, target, body, List.of(headers)).join();
  }

  /** The lines of a possibly endless response; must be closed. */
  public Stream<String> lines(String target, String... headers) {
    HttpResponse<Stream<String>> response =
        http.sendAsync(
                request("GET", URI.create(base + target), new byte[0], List.of(headers)),
                BodyHandlers.ofLines())
            .join();
    if (response.statusCode() != 200) {
      throw new AssertionError(response + " " + response.body().toList());
    }
    return response.body();
  }

  private CompletableFuture<Answer> sendAsync(
      String method, String target, byte[] body, List<String> headers) {
    URI uri = URI.create(base + target);
    return http.sendAsync(request(method, uri, body, headers), BodyHandlers.ofByteArray())
        .thenApply(response -> checked(method, uri, response));
  }

  private HttpRequest request(String method, URI uri, byte[] body, List<String> headers) {
    List<Map.Entry<String, String>> given = new ArrayList<>();
    for (int i = 0; i < headers.size(); i += 2) {
      given.add(Map.entry(headers.get(i), headers.get(i + 1)));
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(PATIENCE)
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    for (Map.Entry<String, String> header : credentials.sign(method, uri, given, body)) {
      if (!SET_BY_THE_CLIENT.contains(header.getKey().toLowerCase(Locale.ROOT))) {
        request.header(header.getKey(), header.getValue());
      }
    }
    return request.build();
  }

  private Answer checked(String method, URI uri, HttpResponse<byte[]> response) {
    Answer answer = new Answer(response.statusCode(), response.headers().map(), response.body());
    ApiDescription.get().check(listener, method, uri.getPath(), answer.status());
    return answer;
  }
}
