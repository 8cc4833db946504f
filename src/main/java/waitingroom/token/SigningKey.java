package waitingroom.token;

import static waitingroom.token.JsonText.quoted;

import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** One key of the signing key file: its public key, and its signer if it has private parts. */
public final class SigningKey {
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private final String kid;
  private final SigningAlgorithm algorithm;
  private final String publicJwk;
  private final PublicKey publicKey;
  private final @Nullable JwsSigner signer;
  private final String encodedHeader;

  SigningKey(
      String kid,
      SigningAlgorithm algorithm,
      String publicJwk,
      PublicKey publicKey,
      @Nullable JwsSigner signer) {
    this.kid = kid;
    this.algorithm = algorithm;
    this.publicJwk = publicJwk;
    this.publicKey = publicKey;
    this.signer = signer;
    this.encodedHeader =
        base64Url("{\"alg\":\"" + algorithm + "\",\"kid\":" + quoted(kid) + ",\"typ\":\"JWT\"}");
  }

  /** The key id in the header of a token. */
  public String kid() {
    return kid;
  }

  public SigningAlgorithm algorithm() {
    return algorithm;
  }

  /**
   * The public JWK as JSON text without spaces; members in the order kty, alg, kid and then n, e
   * (RSA) or crv, x, y (EC), as Virtual Waiting Room on AWS writes them.
   */
  public String publicJwk() {
    return publicJwk;
  }

  public PublicKey publicKey() {
    return publicKey;
  }

  /** The public key as PEM (RFC 7468, SubjectPublicKeyInfo), for software that reads no JWK. */
  public String publicPem() {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(publicKey.getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  /** Whether the file holds the private parts. A retired key may stay with its public part only. */
  public boolean canSign() {
    return signer != null;
  }

  /** The compact JWS (RFC 7515) of a JWT payload, with the header members alg, kid, typ. */
  String sign(String payload) {
    if (signer == null) {
      throw new IllegalStateException("The signing key " + kid + " has no private parts");
    }
    String signingInput = encodedHeader + "." + base64Url(payload);
    byte[] signature = signer.sign(signingInput.getBytes(StandardCharsets.US_ASCII));
    return signingInput + "." + BASE64URL.encodeToString(signature);
  }

  @Override
  public String toString() {
    return "SigningKey(" + kid + ", " + algorithm + ")";
  }

  private static String base64Url(String json) {
    return BASE64URL.encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
