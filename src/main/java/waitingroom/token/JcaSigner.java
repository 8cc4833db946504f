package waitingroom.token;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;

/**
 * Signs through the JCA directly: jose4j takes a provider only by name, which would have to be
 * installed for the whole JVM.
 */
final class JcaSigner implements JwsSigner {
  /** PKCS#1 v1.5 (RFC 7518, section 3.3), which is deterministic. */
  static final String RS256 = "SHA256withRSA";

  /** The signature is r and s, 32 bytes each (RFC 7518, section 3.4); it differs each time. */
  static final String ES256 = "SHA256withECDSAinP1363Format";

  private final String algorithm;
  private final PrivateKey key;
  private final CryptoProvider crypto;

  JcaSigner(String algorithm, PrivateKey key, CryptoProvider crypto)
      throws GeneralSecurityException {
    this.algorithm = algorithm;
    this.key = crypto.own(key);
    this.crypto = crypto;
  }

  @Override
  public byte[] sign(byte[] signingInput) {
    try {
      Signature signature = crypto.signature(algorithm);
      signature.initSign(key);
      signature.update(signingInput);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(algorithm + " failed with " + crypto.name(), e);
    }
  }
}
