package waitingroom.access;

import java.time.Instant;
import java.util.Optional;

/**
 * An access key that an administrator added at run time.
 *
 * @param name of its user; safe to log
 * @param createdBy the principal who added it
 * @param secretHash of the secret, see {@link Secrets}; empty once it is revoked
 * @param secret for signatures; absent once it is revoked, or when it was sealed under another
 *     master secret
 * @param revocation absent while the key is valid
 */
public record RunTimeKey(
    String id,
    String name,
    Role role,
    Instant createdAt,
    String createdBy,
    byte[] secretHash,
    Optional<String> secret,
    Optional<Revocation> revocation) {

  /** The revocation of a key. */
  public record Revocation(Instant at, String by) {}

  /** Whether the key is not revoked. */
  public boolean good() {
    return revocation.isEmpty();
  }

  /** This key after its revocation. */
  public RunTimeKey revoked(Instant at, String by) {
    return new RunTimeKey(
        id,
        name,
        role,
        createdAt,
        createdBy,
        new byte[0],
        Optional.empty(),
        Optional.of(new Revocation(at, by)));
  }

  /** The key as a bearer token: {@code wrk_<id>_<secret>}. */
  public Optional<String> bearerToken() {
    return secret.map(text -> new KeyToken(id, text).text());
  }

  Principal principal() {
    return new Principal(name, role);
  }

  /** Omits the secret and its hash. */
  @Override
  public String toString() {
    return id + " of " + name;
  }
}
