package waitingroom.authorizer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import waitingroom.authorizer.Verdict.Bad;
import waitingroom.authorizer.Verdict.Good;
import waitingroom.authorizer.Verdict.Missing;
import waitingroom.authorizer.Verdict.Reason;
import waitingroom.token.SigningKeys;

/**
 * Says whether a token opens the door of a room (contract, part 7).
 *
 * <p>The signature of a token is verified once; what depends on time, room and the key file is
 * looked at every time. Only genuine tokens are remembered, so that forgeries cannot push them out.
 * Safe for many threads.
 */
public final class Authorizer {
  private static final Verdict MISSING = new Missing();

  private final SigningKeys keys;
  private final Set<String> issuers;
  private final long leewaySeconds;
  private final Clock clock;
  private final Cache<String, VerifiedToken> verified;

  public Authorizer(SigningKeys keys, AuthorizerSettings settings, Clock clock) {
    this.keys = keys;
    this.issuers = settings.issuers();
    this.leewaySeconds = settings.leeway().toSeconds();
    this.clock = clock;
    this.verified =
        Caffeine.newBuilder()
            .maximumSize(settings.cachedTokensMax())
            .expireAfter(
                Expiry.<String, VerifiedToken>creating((text, token) -> remaining(token.token())))
            .build();
  }

  /**
   * The verdict on a request.
   *
   * @param tokens what the request brought; any good one among them opens the door
   * @param room whose door it is; null: of whatever room the token is for
   */
  public Verdict judge(List<String> tokens, @Nullable String room) {
    Verdict first = MISSING;
    for (String token : tokens) {
      Verdict verdict = judge(token, room);
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
    VerifiedToken known = verified.getIfPresent(text);
    if (known == null || keys.find(known.key().kid()).orElse(null) != known.key()) {
      try {
        known = VerifiedToken.of(text, keys);
      } catch (VerifiedToken.NotVerified e) {
        verified.invalidate(text);
        return new Bad(e.reason());
      }
      verified.put(text, known);
    }
    Reason reason = objection(known.token(), room);
    return reason == null ? new Good(known.token()) : new Bad(reason);
  }

  private @Nullable Reason objection(AccessToken token, @Nullable String room) {
    if (!issuers.contains(token.issuer())) {
      return Reason.WRONG_ISSUER;
    }
    if (room != null && !room.equals(token.eventId())) {
      return Reason.WRONG_ROOM;
    }
    long now = clock.instant().getEpochSecond();
    if (now - leewaySeconds >= token.expiresAt()) {
      return Reason.EXPIRED;
    }
    return now + leewaySeconds < token.notBefore() ? Reason.NOT_YET_VALID : null;
  }

  private Duration remaining(AccessToken token) {
    long seconds = token.expiresAt() + leewaySeconds - clock.instant().getEpochSecond();
    return Duration.ofSeconds(Math.max(0, seconds));
  }
}
