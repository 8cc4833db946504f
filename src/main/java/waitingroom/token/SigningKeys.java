package waitingroom.token;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import waitingroom.secret.WatchedFile;

/**
 * The keys that sign tokens: a file with a JWK set (RFC 7517) that includes private members.
 *
 * <p>To rotate, put the new key first and keep the old one after it: the first key with private
 * parts signs new tokens, while tokens of the old key are still recreated with it and its public
 * part stays published. Remove the old key when its last token has expired. An unusable file is
 * logged and changes nothing. Thread-safe.
 */
public final class SigningKeys implements AutoCloseable {
  private static final int RSA_BITS = 2048;

  private final WatchedFile<KeyRing> file;

  /**
   * Reads the file at once.
   *
   * @param checkEvery interval between checks of the file for changes
   * @throws IllegalArgumentException when the file cannot be read, is no JWK set, or holds no
   *     private key, an RSA key under 2048 bits, an EC key that is not on P-256, an alg other than
   *     RS256 and ES256, a missing or repeated kid, or private parts that do not match the public
   *     ones
   */
  public SigningKeys(Path file, Duration checkEvery, CryptoProvider crypto) {
    this.file = new WatchedFile<>(file, content -> KeyRing.parse(content, crypto), checkEvery);
  }

  /** The key that signs new tokens: the first in the file with private parts. */
  public SigningKey active() {
    return file.current().active();
  }

  /** A key of the file, active or not. */
  public Optional<SigningKey> find(String kid) {
    return Optional.ofNullable(file.current().byKid().get(kid));
  }

  /** The public JWK of the active key, the body of `/public_key`. */
  public String publicJwk() {
    return active().publicJwk();
  }

  /** The public JWKs of all keys of the file, the body of `/.well-known/jwks.json`. */
  public String jwks() {
    return file.current().jwks();
  }

  /** The algorithms of all keys, each once. */
  public List<SigningAlgorithm> algorithms() {
    return file.current().byKid().values().stream().map(SigningKey::algorithm).distinct().toList();
  }

  /** Stops watching the file; the last good keys remain available. */
  @Override
  public void close() {
    file.close();
  }

  SigningKey signerFor(String kid) {
    return file.current().signerFor(kid);
  }

  /**
   * Generates a key as the content of a signing key file: a JWK set with private members, to be
   * kept secret. The kid is 32 lower case hex digits.
   */
  public static String generate(SigningAlgorithm algorithm) {
    try {
      PublicJsonWebKey jwk =
          switch (algorithm) {
            case RS256 -> RsaJwkGenerator.generateJwk(RSA_BITS);
            case ES256 -> EcJwkGenerator.generateJwk(EllipticCurves.P256);
          };
      jwk.setAlgorithm(algorithm.name());
      jwk.setKeyId(UUID.randomUUID().toString().replace("-", ""));
      return new JsonWebKeySet(jwk).toJson(OutputControlLevel.INCLUDE_PRIVATE);
    } catch (JoseException e) {
      throw new IllegalStateException(
          "This Java cannot make " + algorithm + " keys: use a complete JDK", e);
    }
  }
}
