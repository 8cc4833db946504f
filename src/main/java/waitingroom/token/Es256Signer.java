package waitingroom.token;

import java.math.BigInteger;
import java.security.interfaces.ECPrivateKey;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.util.BigIntegers;

/**
 * ECDSA on P-256 with SHA-256; the signature is r and s, 32 bytes each (RFC 7518, section 3.4).
 *
 * <p>JCA providers draw a fresh random number for every signature. Here it is derived from the key
 * and the message (RFC 6979), so that the same claims give the same token.
 */
final class Es256Signer implements JwsSigner {
  private static final X9ECParameters P256 = CustomNamedCurves.getByName("P-256");
  private static final ECDomainParameters DOMAIN = new ECDomainParameters(P256);
  private static final int NUMBER_BYTES = 32;

  private final ECPrivateKeyParameters key;

  /**
   * @throws IllegalArgumentException when the private value is outside the range of the curve
   */
  Es256Signer(ECPrivateKey key) {
    this.key = new ECPrivateKeyParameters(key.getS(), DOMAIN);
  }

  /** Whether a point with these coordinates is a public key on P-256. */
  static boolean isPublicKey(BigInteger x, BigInteger y) {
    try {
      DOMAIN.validatePublicPoint(DOMAIN.getCurve().createPoint(x, y));
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public byte[] sign(byte[] signingInput) {
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(SHA256Digest.newInstance()));
    signer.init(true, key);
    BigInteger[] signature = signer.generateSignature(sha256(signingInput));
    byte[] encoded = new byte[2 * NUMBER_BYTES];
    BigIntegers.asUnsignedByteArray(signature[0], encoded, 0, NUMBER_BYTES);
    BigIntegers.asUnsignedByteArray(signature[1], encoded, NUMBER_BYTES, NUMBER_BYTES);
    return encoded;
  }

  private static byte[] sha256(byte[] message) {
    SHA256Digest digest = new SHA256Digest();
    digest.update(message, 0, message.length);
    byte[] hash = new byte[digest.getDigestSize()];
    digest.doFinal(hash, 0);
    return hash;
  }
}
