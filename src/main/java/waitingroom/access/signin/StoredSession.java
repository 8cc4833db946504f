package waitingroom.access.signin;

import java.time.Duration;
import java.time.Instant;
import waitingroom.access.Principal;

/**
 * A session as the table has it.
 *
 * @param endsAt when it is over in any case
 * @param seenAt when it was last used, to a minute
 */
record StoredSession(By by, Instant endsAt, Instant seenAt) {

  /** What the session stands on. */
  sealed interface By {}

  /**
   * An access key. Name and role are looked up at each use.
   *
   * @param mark of the key's secret: the session is over when the key gets another secret
   */
  record ByKey(String keyId, byte[] mark) implements By {}

  /** The word of an identity provider, which is not asked again. */
  record ByIssuer(String issuer, Principal principal) implements By {}

  boolean over(Instant now, Duration idleTimeout) {
    return !now.isBefore(endsAt) || !now.isBefore(seenAt.plus(idleTimeout));
  }

  StoredSession seen(Instant now) {
    return new StoredSession(by, endsAt, now);
  }
}
