package waitingroom.access.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;
import waitingroom.outbound.OutboundAnswer;
import waitingroom.outbound.OutboundClient;
import waitingroom.outbound.OutboundRequest;
import waitingroom.secret.WatchedFile;

/** Direct calls to the identity provider, which do not go through the browser. */
final class IdentityProviderCalls implements AutoCloseable {
  private static final Duration DOCUMENT_KEPT = Duration.ofHours(1);
  private static final String JSON = "application/json";
  private static final String DOCUMENT = "/.well-known/openid-configuration";

  private final OpenIdSettings settings;
  private final Optional<WatchedFile<String>> clientSecret;
  private final Clock clock;
  private final AsyncLoadingCache<String, OpenIdProvider> provider;
  private final OutboundClient http;

  /**
   * @param checkSecretEvery interval between checks of the client secret's file
   * @throws IllegalArgumentException when the client secret cannot be read
   */
  IdentityProviderCalls(
      OpenIdSettings settings, OutboundClient http, Duration checkSecretEvery, Clock clock) {
    this.settings = settings;
    this.http = http;
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
    return answer(OutboundRequest.get(URI.create(base + DOCUMENT), Map.of("Accept", JSON)))
        .thenApply(document -> OpenIdProvider.of(document, settings, http, clock));
  }

  /** Exchanges a code for an ID token (RFC 6749, section 4.1.3, with PKCE). */
  CompletionStage<String> idToken(OpenIdProvider at, String code, String verifier) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", settings.redirectUri());
    form.put("code_verifier", verifier);
    Map<String, String> headers = new HashMap<>();
    headers.put("Accept", JSON);
    headers.put("Content-Type", "application/x-www-form-urlencoded");
    Optional<String> secret = clientSecret.map(WatchedFile::current);
    if (secret.isPresent() && !at.secretInBody()) {
      String pair = encoded(settings.clientId()) + ":" + encoded(secret.get());
      headers.put(
          "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
    } else {
      form.put("client_id", settings.clientId());
      secret.ifPresent(text -> form.put("client_secret", text));
    }
    return answer(OutboundRequest.post(at.tokenEndpoint(), headers, form(form).getBytes(UTF_8)))
        .thenApply(IdentityProviderCalls::idToken);
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

  private CompletableFuture<Map<String, Object>> answer(OutboundRequest request) {
    return http.send(request)
        .toCompletableFuture()
        .exceptionallyCompose(
            failure ->
                CompletableFuture.failedFuture(
                    new IdentityProviderFailure(
                        "%s cannot be reached: %s".formatted(request.uri(), failure))))
        .thenApply(answer -> document(request.uri(), answer));
  }

  private static Map<String, Object> document(URI uri, OutboundAnswer answer) {
    if (answer.status() != 200) {
      throw new IdentityProviderFailure("%s answered %s".formatted(uri, answer.status()));
    }
    try {
      return JsonUtil.parseJson(answer.text());
    } catch (JoseException e) {
      // No cause: it may quote a token.
      throw new IdentityProviderFailure(uri + " answered something other than JSON");
    }
  }
}
