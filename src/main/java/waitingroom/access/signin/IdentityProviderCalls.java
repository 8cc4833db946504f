package waitingroom.access.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;
import waitingroom.access.BoundedText;
import waitingroom.secret.WatchedFile;

/** Direct calls to the identity provider, which do not go through the browser. */
final class IdentityProviderCalls implements AutoCloseable {
  private static final Duration CONNECT_MAX = Duration.ofSeconds(2);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(5);
  private static final int ANSWER_BYTES_MAX = 256 << 10;
  private static final Duration DOCUMENT_KEPT = Duration.ofHours(1);
  private static final String DOCUMENT = "/.well-known/openid-configuration";

  private final OpenIdSettings settings;
  private final Optional<WatchedFile<String>> clientSecret;
  private final Clock clock;
  private final AsyncLoadingCache<String, OpenIdProvider> provider;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT_MAX)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * @param checkSecretEvery interval between checks of the client secret's file
   * @throws IllegalArgumentException when the client secret cannot be read
   */
  IdentityProviderCalls(OpenIdSettings settings, Duration checkSecretEvery, Clock clock) {
    this.settings = settings;
    this.clientSecret =
        settings
            .clientSecretFile()
            .map(path -> new WatchedFile<>(path, IdentityProviderCalls::secret, checkSecretEvery));
    this.clock = clock;
    // An old document stays in use while a new one cannot be fetched.
    this.provider =
        Caffeine.newBuilder()
            .maximumSize(1)
            .refreshAfterWrite(DOCUMENT_KEPT)
            .buildAsync((issuer, executor) -> discover(issuer));
  }

  /** Stops watching the client secret's file. */
  @Override
  public void close() {
    clientSecret.ifPresent(WatchedFile::close);
  }

  private static String secret(byte[] content) {
    String secret = new String(content, UTF_8).strip();
    if (secret.isEmpty()) {
      throw new IllegalArgumentException(
          "The client secret file is empty: put the secret in it that the identity provider gave");
    }
    return secret;
  }

  /** The provider's metadata, about an hour old at most. */
  CompletionStage<OpenIdProvider> provider() {
    return provider.get(settings.issuer());
  }

  private CompletableFuture<OpenIdProvider> discover(String issuer) {
    String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    return answer(HttpRequest.newBuilder(URI.create(base + DOCUMENT)).GET())
        .thenApply(document -> OpenIdProvider.of(document, settings, clock));
  }

  /** Exchanges a code for an ID token (RFC 6749, section 4.1.3, with PKCE). */
  CompletionStage<String> idToken(OpenIdProvider at, String code, String verifier) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", settings.redirectUri());
    form.put("code_verifier", verifier);
    HttpRequest.Builder request = HttpRequest.newBuilder(at.tokenEndpoint());
    Optional<String> secret = clientSecret.map(WatchedFile::current);
    if (secret.isPresent() && !at.secretInBody()) {
      String pair = encoded(settings.clientId()) + ":" + encoded(secret.get());
      request.header(
          "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
    } else {
      form.put("client_id", settings.clientId());
      secret.ifPresent(text -> form.put("client_secret", text));
    }
    request
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(form(form)));
    return answer(request).thenApply(IdentityProviderCalls::idToken);
  }

  private static String idToken(Map<String, Object> answer) {
    if (answer.get("id_token") instanceof String token) {
      return token;
    }
    throw new IdentityProviderFailure("The identity provider gave no ID token");
  }

  /** Names and values in the encoding of a query. */
  static String form(Map<String, String> members) {
    return members.entrySet().stream()
        .map(member -> encoded(member.getKey()) + "=" + encoded(member.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private CompletableFuture<Map<String, Object>> answer(HttpRequest.Builder builder) {
    HttpRequest request = builder.timeout(ANSWER_MAX).header("Accept", "application/json").build();
    CompletableFuture<HttpResponse<String>> sent =
        http.sendAsync(request, head -> new BoundedText(ANSWER_BYTES_MAX));
    // The timeout of a request ends with the head of its answer.
    return sent.copy()
        .orTimeout(2 * ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((answer, failure) -> sent.cancel(true))
        .exceptionallyCompose(
            failure ->
                CompletableFuture.failedFuture(
                    new IdentityProviderFailure(
                        "%s cannot be reached: %s".formatted(request.uri(), failure))))
        .thenApply(IdentityProviderCalls::document);
  }

  private static Map<String, Object> document(HttpResponse<String> response) {
    if (response.statusCode() != 200) {
      throw new IdentityProviderFailure(
          "%s answered %s".formatted(response.uri(), response.statusCode()));
    }
    try {
      return JsonUtil.parseJson(response.body());
    } catch (JoseException e) {
      // No cause: it may quote a token.
      throw new IdentityProviderFailure(response.uri() + " answered something other than JSON");
    }
  }
}
