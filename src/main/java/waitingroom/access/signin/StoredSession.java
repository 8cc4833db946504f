package waitingroom.access.signin;

import java.time.Duration;
import java.time.Instant;
import waitingroom.access.Principal;

/**
 * A session as stored in the table.
 *
 * @param endsAt absolute end
 * @param seenAt last use, to a minute
 * @param writtenMicros write time of the row; the lowest long before it is written
 */
record StoredSession(By by, Instant endsAt, Instant seenAt, long writtenMicros) {

  /** The basis of the session. */
  sealed interface By {}

  /**
   * An access key. Name and role are looked up at each use.
   *
   * @param mark of the key's secret: the session ends when the key gets another secret
   */
  record ByKey(String keyId, byte[] mark) implements By {}

  /** The statement of an identity provider, which is not asked again. */
  record ByIssuer(String issuer, Principal principal) implements By {}

  boolean over(Instant now, Duration idleTimeout) {
    return !now.isBefore(endsAt) || !now.isBefore(seenAt.plus(idleTimeout));
  }

  StoredSession seen(Instant now) {
    return new StoredSession(by, endsAt, now, writtenMicros);
  }
}
