package waitingroom.authorizer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import waitingroom.authorizer.check.AccessToken;
import waitingroom.authorizer.check.GenuineToken;
import waitingroom.authorizer.check.TokenRules;
import waitingroom.authorizer.check.Verdict;
import waitingroom.authorizer.check.Verdict.Bad;
import waitingroom.authorizer.check.Verdict.Good;
import waitingroom.authorizer.check.Verdict.Missing;
import waitingroom.authorizer.check.Verdict.Reason;
import waitingroom.authorizer.check.VerificationKey;
import waitingroom.token.SigningKeys;

/**
 * Decides whether a token grants access to a room (contract, part 7).
 *
 * <p>The signature of a token is verified once; time, room and key file are checked every time.
 * Only genuine tokens are cached, so that forgeries cannot evict them, and a request that brings
 * many gets few verified. Thread-safe.
 */
public final class Authorizer {
  private static final Verdict MISSING = new Missing();

  /** Verifications of one request for nothing; after them, only known tokens count. */
  private static final int WASTED_MAX = 2;

  /** Refusals after a verification; tokens of other systems name other keys, and cost none. */
  private static final Set<Reason> WASTE = Set.of(Reason.BAD_SIGNATURE, Reason.NOT_AN_ACCESS_TOKEN);

  /** A token that has expired is not verified by every request that brings it. */
  private static final long KEPT_SECONDS_MIN = 60;

  private final SigningKeys keys;
  private final TokenRules rules;
  private final Clock clock;
  private final Cache<String, GenuineToken> verified;

  public Authorizer(SigningKeys keys, AuthorizerSettings settings, Clock clock) {
    this.keys = keys;
    this.rules = new TokenRules(settings.issuers(), settings.leeway().toSeconds());
    this.clock = clock;
    this.verified =
        Caffeine.newBuilder()
            .maximumSize(settings.cachedTokensMax())
            .expireAfter(
                Expiry.<String, GenuineToken>creating((text, token) -> remaining(token.token())))
            .build();
  }

  /**
   * The verdict on a request.
   *
   * @param tokens those of the request; one good token suffices
   * @param room to be entered; null: whatever room the token is for
   */
  public Verdict judge(List<String> tokens, @Nullable String room) {
    Verdict first = MISSING;
    int wasted = 0;
    for (String token : tokens) {
      if (wasted == WASTED_MAX && verified.getIfPresent(token) == null) {
        continue;
      }
      Verdict verdict = judge(token, room);
      if (verdict instanceof Bad bad && WASTE.contains(bad.reason())) {
        wasted++;
      }
      if (verdict instanceof Good) {
        return verdict;
      }
      if (first instanceof Missing) {
        first = verdict;
      }
    }
    return first;
  }

  private Verdict judge(String text, @Nullable String room) {
    GenuineToken known = verified.getIfPresent(text);
    if (known == null || !isInForce(known)) {
      try {
        known = GenuineToken.of(text, this::key);
      } catch (GenuineToken.NotGenuine e) {
        verified.invalidate(text);
        return new Bad(e.reason());
      }
      verified.put(text, known);
    }
    Reason reason = rules.objection(known.token(), room, clock.instant().getEpochSecond());
    return reason == null ? new Good(known.token()) : new Bad(reason);
  }

  private Optional<VerificationKey> key(String kid) {
    return keys.find(kid).map(key -> new VerificationKey(key.algorithm().name(), key.publicKey()));
  }

  /** Whether the key that verified it is still in the file. */
  private boolean isInForce(GenuineToken known) {
    return keys.find(known.kid())
        .filter(key -> key.publicKey() == known.key().publicKey())
        .isPresent();
  }

  private Duration remaining(AccessToken token) {
    long seconds = token.expiresAt() + rules.leewaySeconds() - clock.instant().getEpochSecond();
    return Duration.ofSeconds(Math.max(KEPT_SECONDS_MIN, seconds));
  }
}
