package waitingroom.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;

/**
 * Tokens signed a moment ago, so that the same claims are not signed again. Asking for them again
 * gives the same bytes anyway; a key that was taken out of use takes its tokens with it.
 * Thread-safe.
 */
public final class TokenMemory {
  /** About 3 KB each. */
  private static final int TOKENS_MAX = 4_096;

  private static final Duration KEPT = Duration.ofMinutes(1);

  private final SigningKeys keys;
  private final TokenIssuer issuer;
  private final Cache<Key, Tokens> signed =
      Caffeine.newBuilder().maximumSize(TOKENS_MAX).expireAfterWrite(KEPT).build();

  private record Key(SigningKey key, TokenClaims claims) {}

  public TokenMemory(SigningKeys keys) {
    this.keys = keys;
    this.issuer = new TokenIssuer(keys);
  }

  /** The tokens of these claims, if they were signed a moment ago. */
  public Optional<Tokens> known(TokenClaims claims) {
    return Optional.ofNullable(signed.getIfPresent(key(claims)));
  }

  /** The tokens of these claims; signs once, also for calls at the same time. */
  public Tokens issue(TokenClaims claims) {
    return signed.get(key(claims), any -> issuer.issue(claims));
  }

  private Key key(TokenClaims claims) {
    return new Key(keys.signerFor(claims.kid()), claims);
  }
}
