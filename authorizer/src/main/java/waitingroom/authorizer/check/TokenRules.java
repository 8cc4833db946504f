package waitingroom.authorizer.check;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import waitingroom.authorizer.check.Verdict.Reason;

/**
 * The rules for the claims of a genuine token: issuer, room and time.
 *
 * @param issuers whose tokens are accepted, claim {@code iss}
 * @param leewaySeconds tolerated clock difference
 */
public record TokenRules(Set<String> issuers, long leewaySeconds) {
  public TokenRules {
    issuers = Set.copyOf(issuers);
  }

  /**
   * The reason to refuse the token; null when it is good.
   *
   * @param room to be entered; null: whatever room the token is for
   * @param now epoch seconds
   */
  public @Nullable Reason objection(AccessToken token, @Nullable String room, long now) {
    if (!issuers.contains(token.issuer())) {
      return Reason.WRONG_ISSUER;
    }
    if (room != null && !room.equals(token.eventId())) {
      return Reason.WRONG_ROOM;
    }
    if (now - leewaySeconds >= token.expiresAt()) {
      return Reason.EXPIRED;
    }
    return now + leewaySeconds < token.notBefore() ? Reason.NOT_YET_VALID : null;
  }
}
