package waitingroom.servlet;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waitingroom.authorizer.check.VerificationKey;

/**
 * The public keys of a waiting room (JWK Set, RFC 7517), fetched and cached. While the waiting room
 * cannot be reached, the known keys stay in force. Thread-safe.
 */
final class RemoteKeys {
  private static final Logger log = LoggerFactory.getLogger(RemoteKeys.class);

  /** Interval of background fetches, which drop removed keys. */
  private static final long REFRESH_NANOS = TimeUnit.MINUTES.toNanos(5);

  /** Shortest time between fetches because of an unknown key id, which anybody can make up. */
  private static final long UNKNOWN_KEY_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** Shortest time between fetches while no keys are known. */
  private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final HttpRequest request;
  private final HttpClient http;
  private final LongSupplier nanoTime;
  private volatile @Nullable Map<String, VerificationKey> known;
  private volatile long triedAtNanos;
  private CompletableFuture<Void> fetch = CompletableFuture.completedFuture(null);
  private boolean tried;

  /** Does not fetch anything yet. */
  RemoteKeys(URI url, LongSupplier nanoTime) {
    this.request = HttpRequest.newBuilder(url).timeout(PATIENCE).build();
    this.http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    this.nanoTime = nanoTime;
  }

  /** Whether keys have been fetched. */
  boolean areKnown() {
    return known != null;
  }

  /**
   * The key of that id. Waits up to three seconds for a fetch when the id is unknown and the last
   * fetch was over a minute ago.
   */
  Optional<VerificationKey> find(String kid) {
    VerificationKey key = lookUp(kid);
    if (key == null) {
      refresh().join();
      key = lookUp(kid);
    } else if (nanoTime.getAsLong() - triedAtNanos > REFRESH_NANOS) {
      var unused = refresh();
    }
    return Optional.ofNullable(key);
  }

  private @Nullable VerificationKey lookUp(String kid) {
    Map<String, VerificationKey> keys = known;
    return keys == null ? null : keys.get(kid);
  }

  /**
   * Completes when a fetch has ended, successfully or not; at once when it is too early for one.
   */
  private synchronized CompletableFuture<Void> refresh() {
    long now = nanoTime.getAsLong();
    long pause = areKnown() ? UNKNOWN_KEY_NANOS : FIRST_NANOS;
    if (fetch.isDone() && (!tried || now - triedAtNanos >= pause)) {
      tried = true;
      triedAtNanos = now;
      fetch =
          http.sendAsync(request, BodyHandlers.ofString())
              .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
              .thenAccept(response -> known = keys(response))
              .exceptionally(this::kept);
    }
    return fetch;
  }

  private Void kept(Throwable failure) {
    log.warn(
        "Cannot fetch the keys of the waiting room, {}: url={} cause={}",
        areKnown() ? "the known ones stay in force" : "all requests are refused until then",
        request.uri(),
        String.valueOf(failure.getCause() == null ? failure : failure.getCause()));
    return null;
  }

  private static Map<String, VerificationKey> keys(HttpResponse<String> response) {
    if (response.statusCode() != 200) {
      throw new IllegalStateException("status " + response.statusCode());
    }
    Map<String, VerificationKey> keys = new HashMap<>();
    try {
      for (JsonWebKey each : new JsonWebKeySet(response.body()).getJsonWebKeys()) {
        String algorithm = algorithm(each);
        if (each.getKeyId() != null && algorithm != null) {
          keys.put(
              each.getKeyId(),
              new VerificationKey(algorithm, ((PublicJsonWebKey) each).getPublicKey()));
        }
      }
    } catch (JoseException e) {
      throw new IllegalStateException("no JSON Web Key Set", e);
    }
    if (keys.isEmpty()) {
      throw new IllegalStateException("no key for RS256 or ES256 with a kid");
    }
    return keys;
  }

  /** The algorithm of the key; null when the key is not for a waiting room's tokens. */
  private static @Nullable String algorithm(JsonWebKey key) {
    String only =
        key instanceof RsaJsonWebKey
            ? "RS256"
            : key instanceof EllipticCurveJsonWebKey ec && "P-256".equals(ec.getCurveName())
                ? "ES256"
                : null;
    return key.getAlgorithm() == null || key.getAlgorithm().equals(only) ? only : null;
  }
}
