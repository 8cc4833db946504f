package waitingroom.access.signin;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import waitingroom.access.Secrets;
import waitingroom.secret.Seal;

/**
 * What must be remembered between leaving for the identity provider and coming back. It travels
 * sealed in a cookie, so that any node can end what another began and nothing is stored.
 *
 * @param state shows that the browser that comes back is the one that left (RFC 6749, section
 *     10.12)
 * @param nonce shows that the ID token was made for this sign-in
 * @param verifier of PKCE (RFC 7636): shows the provider that who brings the code asked for it
 */
record PendingSignIn(String state, String nonce, String verifier, Instant notAfter) {
  /** How long somebody may take at the provider. */
  static final Duration TIME_MAX = Duration.ofMinutes(10);

  private static final byte[] CONTEXT = "openid".getBytes(US_ASCII);
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  static PendingSignIn begun(Instant now) {
    return new PendingSignIn(random(), random(), random(), now.plus(TIME_MAX));
  }

  /** The PKCE challenge by the method S256. */
  String challenge() {
    return base64(Secrets.hash(verifier));
  }

  boolean hasState(String given) {
    return MessageDigest.isEqual(state.getBytes(US_ASCII), given.getBytes(US_ASCII));
  }

  String sealed(Seal seal) {
    String text = String.join(".", state, nonce, verifier, "" + notAfter.getEpochSecond());
    return base64(seal.close(text.getBytes(US_ASCII), CONTEXT));
  }

  /** Empty when it was changed, is not ours, or has taken too long. */
  static Optional<PendingSignIn> opened(Seal seal, String sealed, Instant now) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(sealed);
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
    return seal.open(bytes, CONTEXT)
        .map(text -> new String(text, US_ASCII).split("\\.", -1))
        .map(PendingSignIn::of)
        .filter(pending -> now.isBefore(pending.notAfter()));
  }

  private static PendingSignIn of(String[] parts) {
    return new PendingSignIn(
        parts[0], parts[1], parts[2], Instant.ofEpochSecond(Long.parseLong(parts[3])));
  }

  private static String random() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return base64(bytes);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Says nothing: the verifier is a secret. */
  @Override
  public String toString() {
    return "PendingSignIn(hidden)";
  }
}
