package waitingroom.token;

import static waitingroom.token.JsonText.quoted;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Map;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.keys.BigEndianBigInteger;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JWK of the signing key file and rejects keys that would make bad tokens. Messages quote
 * only kid, alg and crv of a key; causes are dropped, since they might quote more.
 */
final class JwkReader {
  private static final int RSA_BITS_MIN = 2048;
  private static final int P256_BYTES = 32;
  private static final String P256 = "P-256";
  private static final String PRIVATE_MEMBER = "d";
  private static final byte[] PROBE = "probe".getBytes(StandardCharsets.US_ASCII);

  /** A kid is stored with every session and sent in batches. */
  private static final int KID_CHARS_MAX = 128;

  private final CryptoProvider crypto;

  JwkReader(CryptoProvider crypto) {
    this.crypto = crypto;
  }

  /**
   * @throws IllegalArgumentException with a message that says what to change
   */
  SigningKey read(Map<String, Object> members) {
    if (!(members.get("kid") instanceof String kid) || kid.isBlank()) {
      throw new IllegalArgumentException(
          "A key of the signing key file has no kid: give every key a kid of its own");
    }
    if (kid.length() > KID_CHARS_MAX) {
      throw new IllegalArgumentException(
          "A key of the signing key file has a kid of more than "
              + KID_CHARS_MAX
              + " characters: shorten it");
    }
    SigningAlgorithm algorithm =
        SigningAlgorithm.named(String.valueOf(members.get("alg")))
            .orElseThrow(
                () -> refused(kid, "has the alg " + members.get("alg") + ": use RS256 or ES256"));
    if (!algorithm.keyType().equals(members.get("kty"))) {
      throw refused(kid, "must have the kty " + algorithm.keyType() + " for its alg");
    }
    try {
      return switch (algorithm) {
        case RS256 -> rsa(kid, members);
        case ES256 -> ec(kid, members);
      };
    } catch (Refusal e) {
      throw e;
    } catch (JoseException | GeneralSecurityException | RuntimeException e) {
      throw refused(kid, "is damaged: write the file again from its source");
    }
  }

  private SigningKey rsa(String kid, Map<String, Object> members)
      throws JoseException, GeneralSecurityException {
    PublicJsonWebKey jwk = PublicJsonWebKey.Factory.newPublicJwk(members);
    RSAPublicKey publicKey = (RSAPublicKey) jwk.getPublicKey();
    if (publicKey.getModulus().bitLength() < RSA_BITS_MIN) {
      throw refused(kid, "is too short: use an RSA key of at least " + RSA_BITS_MIN + " bits");
    }
    JwsSigner signer = null;
    if (members.containsKey(PRIVATE_MEMBER)) {
      if (!(jwk.getPrivateKey() instanceof RSAPrivateCrtKey privateKey)) {
        throw refused(kid, "lacks private members: give all of d, p, q, dp, dq and qi");
      }
      signer =
          checked(
              kid, new JcaSigner(JcaSigner.RS256, privateKey, crypto), publicKey, JcaSigner.RS256);
    }
    String numbers =
        (",\"n\":\"" + BigEndianBigInteger.toBase64Url(publicKey.getModulus()) + "\"")
            + (",\"e\":\"" + BigEndianBigInteger.toBase64Url(publicKey.getPublicExponent()) + "\"");
    return key(kid, SigningAlgorithm.RS256, numbers, publicKey, signer);
  }

  private SigningKey ec(String kid, Map<String, Object> members)
      throws JoseException, GeneralSecurityException {
    if (!P256.equals(members.get("crv"))) {
      throw refused(kid, "is on the curve " + members.get("crv") + ": ES256 needs P-256");
    }
    PublicJsonWebKey jwk = PublicJsonWebKey.Factory.newPublicJwk(members);
    ECPublicKey publicKey = (ECPublicKey) jwk.getPublicKey();
    var point = publicKey.getW();
    if (!Es256Signer.isPublicKey(point.getAffineX(), point.getAffineY())) {
      throw refused(kid, "is not a point on P-256: write the file again from its source");
    }
    JwsSigner signer = null;
    if (members.containsKey(PRIVATE_MEMBER)) {
      ECPrivateKey privateKey = (ECPrivateKey) jwk.getPrivateKey();
      JwsSigner ofThisKey =
          crypto.signsEs256()
              ? new JcaSigner(JcaSigner.ES256, privateKey, crypto)
              : new Es256Signer(privateKey);
      signer = checked(kid, ofThisKey, publicKey, JcaSigner.ES256);
    }
    String coordinates =
        (",\"crv\":\"" + P256 + "\"")
            + (",\"x\":\"" + BigEndianBigInteger.toBase64Url(point.getAffineX(), P256_BYTES) + "\"")
            + (",\"y\":\""
                + BigEndianBigInteger.toBase64Url(point.getAffineY(), P256_BYTES)
                + "\"");
    return key(kid, SigningAlgorithm.ES256, coordinates, publicKey, signer);
  }

  /** Private members of another key would make tokens that nobody can verify. */
  private static JwsSigner checked(
      String kid, JwsSigner signer, PublicKey publicKey, String jcaName)
      throws GeneralSecurityException {
    Signature verifier = Signature.getInstance(jcaName);
    verifier.initVerify(publicKey);
    verifier.update(PROBE);
    if (!verifier.verify(signer.sign(PROBE))) {
      throw refused(kid, "has private members that do not match its public ones");
    }
    return signer;
  }

  private static SigningKey key(
      String kid,
      SigningAlgorithm algorithm,
      String numbers,
      PublicKey publicKey,
      @Nullable JwsSigner signer) {
    String publicJwk =
        ("{\"kty\":\"" + algorithm.keyType() + "\"")
            + (",\"alg\":\"" + algorithm + "\"")
            + (",\"kid\":" + quoted(kid))
            + (numbers + "}");
    return new SigningKey(kid, algorithm, publicJwk, publicKey, signer);
  }

  private static Refusal refused(String kid, String reason) {
    return new Refusal("The signing key " + kid + " " + reason);
  }

  /** Distinguishes our own messages from what libraries throw on damaged numbers. */
  private static final class Refusal extends IllegalArgumentException {
    Refusal(String sentence) {
      super(sentence);
    }
  }
}
