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
 * The state of a sign-in while the browser is at the identity provider. It travels sealed in a
 * cookie, so that any node can end a sign-in that another began, and nothing is stored.
 *
 * @param state proves that the returning browser is the one that left (RFC 6749, section 10.12)
 * @param nonce proves that the ID token was made for this sign-in
 * @param verifier of PKCE (RFC 7636): proves to the provider that the code's bearer requested it
 */
record PendingSignIn(String state, String nonce, String verifier, Instant notAfter) {
  /** The longest time that a person may spend at the provider. */
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

  /** Opens a sealed cookie; empty when it was changed, is not ours, or is too old. */
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

  /** Omits everything: the verifier is a secret. */
  @Override
  public String toString() {
    return "PendingSignIn(hidden)";
  }
}
