package waitingroom.access;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Key;
import java.time.Duration;
import java.util.List;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;
import org.jspecify.annotations.Nullable;
import waitingroom.access.BearerSettings.JwksFile;
import waitingroom.access.BearerSettings.JwksUrl;
import waitingroom.outbound.OutboundClient;
import waitingroom.secret.WatchedFile;

/** The public keys of a token issuer, from a watched file or a refreshed URL. */
final class IssuerKeys implements VerificationKeyResolver, AutoCloseable {
  // An issuer's outage must not lock the operators out.
  private static final Duration KEEP_WHEN_UNREACHABLE = Duration.ofMinutes(10);

  private final VerificationKeyResolver resolver;

  /** Null for keys behind a URL. */
  private final @Nullable WatchedFile<?> file;

  private IssuerKeys(VerificationKeyResolver resolver, @Nullable WatchedFile<?> file) {
    this.resolver = resolver;
    this.file = file;
  }

  static IssuerKeys of(BearerSettings.Keys keys, OutboundClient http, Duration checkEvery) {
    if (keys instanceof JwksFile file) {
      return ofFile(file.path(), checkEvery);
    }
    return new IssuerKeys(ofUrl((JwksUrl) keys, http, checkEvery), null);
  }

  @Override
  public Key resolveKey(JsonWebSignature signature, List<JsonWebStructure> nesting)
      throws UnresolvableKeyException {
    return resolver.resolveKey(signature, nesting);
  }

  @Override
  public void close() {
    if (file != null) {
      file.close();
    }
  }

  private static IssuerKeys ofFile(Path path, Duration checkEvery) {
    var file = new WatchedFile<>(path, IssuerKeys::parse, checkEvery);
    return new IssuerKeys(
        (signature, nesting) -> {
          var resolver = new JwksVerificationKeyResolver(file.current());
          resolver.setDisambiguateWithVerifySignature(true);
          return resolver.resolveKey(signature, nesting);
        },
        file);
  }

  private static VerificationKeyResolver ofUrl(
      JwksUrl keys, OutboundClient http, Duration checkEvery) {
    var jwks = new HttpsJwks(keys.url().toString());
    jwks.setSimpleHttpGet(new KeySetClient(http));
    jwks.setRefreshReprieveThreshold(checkEvery.toMillis());
    jwks.setRetainCacheOnErrorDuration(KEEP_WHEN_UNREACHABLE.toSeconds());
    var resolver = new HttpsJwksVerificationKeyResolver(jwks);
    resolver.setDisambiguateWithVerifySignature(true);
    return resolver;
  }

  private static List<JsonWebKey> parse(byte[] content) {
    List<JsonWebKey> keys;
    try {
      keys = new JsonWebKeySet(new String(content, StandardCharsets.UTF_8)).getJsonWebKeys();
    } catch (JoseException | RuntimeException e) {
      // JSON that is no key set fails on a cast. No cause: it may quote the content.
      throw new IllegalArgumentException(
          "The file is not a JSON Web Key Set: put the issuer's public keys in it");
    }
    List<JsonWebKey> usable = keys.stream().filter(PublicJsonWebKey.class::isInstance).toList();
    if (usable.isEmpty()) {
      throw new IllegalArgumentException(
          "The JSON Web Key Set holds no RSA or EC key: put the issuer's public keys in it");
    }
    return usable;
  }
}
