package waitingroom.token;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;

/**
 * RSA PKCS#1 v1.5 with SHA-256 (RFC 7518, section 3.3), deterministic by its nature.
 *
 * <p>Signs through the JCA itself: jose4j takes a provider by its name only, so it would have to be
 * installed for the whole JVM.
 */
final class Rs256Signer implements JwsSigner {
  static final String JCA_NAME = "SHA256withRSA";

  private final PrivateKey key;
  private final CryptoProvider crypto;

  Rs256Signer(PrivateKey key, CryptoProvider crypto) throws GeneralSecurityException {
    this.key = crypto.own(key);
    this.crypto = crypto;
  }

  @Override
  public byte[] sign(byte[] signingInput) {
    try {
      Signature signature = crypto.signature(JCA_NAME);
      signature.initSign(key);
      signature.update(signingInput);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("RSA signing failed with " + crypto.name(), e);
    }
  }
}
