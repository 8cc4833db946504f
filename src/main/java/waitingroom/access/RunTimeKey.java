package waitingroom.access;

import java.time.Instant;
import java.util.Optional;

/**
 * An access key that an administrator added while the system ran.
 *
 * @param name of whoever uses it; fit for logs
 * @param createdBy the principal who added it
 * @param secretHash of the secret, see {@link Secrets}; empty once it is revoked
 * @param secret for signatures; absent once it is revoked, and where it was sealed under another
 *     master secret
 * @param revocation absent as long as the key is good
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

  /** When a key was revoked, and by whom. */
  public record Revocation(Instant at, String by) {}

  /** Whether it opens anything. */
  public boolean good() {
    return revocation.isEmpty();
  }

  /** The same key, and good for nothing any more. */
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

  /** The key in the form of a bearer token: {@code wrk_<id>_<secret>}. */
  public Optional<String> bearerToken() {
    return secret.map(text -> new KeyToken(id, text).text());
  }

  Principal principal() {
    return new Principal(name, role);
  }

  /** Without the secret and its hash. */
  @Override
  public String toString() {
    return id + " of " + name;
  }
}
