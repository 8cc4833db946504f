package waitingroom.beacon;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.bouncycastle.crypto.bls.BLS12_381G1;
import org.bouncycastle.crypto.bls.BLS12_381G2;
import org.bouncycastle.crypto.bls.BLS12_381G2Point;
import org.bouncycastle.crypto.bls.BLS12_381Pairing;
import org.bouncycastle.crypto.bls.BLS12_381Serialization;
import org.bouncycastle.crypto.bls.BLS12_381SubgroupCheck;
import org.bouncycastle.crypto.bls.Fp12Element;
import org.bouncycastle.crypto.hash2curve.HashToCurveProfile;
import org.bouncycastle.crypto.hash2curve.HashToEllipticCurve;
import org.bouncycastle.math.ec.ECPoint;
import waitingroom.secret.Sha256;

/**
 * The public key of a chain, which proves that a round's signature is genuine: BLS on BLS12-381
 * with signatures in G1, messages hashed to the curve as RFC 9380 says. Takes 0.2 seconds at most,
 * so never on an event loop. Thread-safe.
 */
public final class ChainKey {
  private static final String DOMAIN = "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_";

  private final BLS12_381G2Point key;

  /**
   * @throws IllegalArgumentException when the key is no point of the group
   */
  public ChainKey(Chain chain) {
    key = BLS12_381Serialization.decompressG2(HexFormat.of().parseHex(chain.publicKey()));
    if (key.isInfinity() || !BLS12_381SubgroupCheck.isInG2Subgroup(key)) {
      throw new IllegalArgumentException("The public key of the chain is not in its group");
    }
  }

  /** True when the holders of the chain's key signed that round. */
  public boolean signed(Round round) {
    ECPoint signature;
    try {
      signature = BLS12_381Serialization.decompressG1(round.value(), BLS12_381G1.createCurve());
    } catch (IllegalArgumentException noPoint) {
      return false;
    }
    if (signature.isInfinity() || !BLS12_381SubgroupCheck.isInG1Subgroup(signature)) {
      return false;
    }
    // e(signature, generator) = e(message, key), as one product that must be one.
    return BLS12_381Pairing.multiPair(
            new ECPoint[] {signature, message(round.number())},
            new BLS12_381G2Point[] {BLS12_381G2.getGenerator().negate(), key})
        .equals(Fp12Element.ONE);
  }

  private static ECPoint message(long round) {
    byte[] hash = Sha256.of(ByteBuffer.allocate(Long.BYTES).putLong(round).array());
    return HashToEllipticCurve.getInstance(
            HashToCurveProfile.BLS12_381_G1_XMD_SHA_256_SSWU_RO, DOMAIN)
        .hashToCurve(hash);
  }
}
