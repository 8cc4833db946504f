package waitingroom.authorizer.check;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import waitingroom.authorizer.check.Verdict.Reason;

/**
 * What a genuine token must say to open a door: who gave it, for which room, and when.
 *
 * @param issuers whose tokens are accepted, claim {@code iss}
 * @param leewaySeconds how far clocks may be apart
 */
public record TokenRules(Set<String> issuers, long leewaySeconds) {
  public TokenRules {
    issuers = Set.copyOf(issuers);
  }

  /**
   * Why the token does not open the door; null when it does.
   *
   * @param room whose door it is; null: of whatever room the token is for
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
