package waitingroom.secret;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/**
 * A private key and its certificate chain: a server's TLS identity.
 *
 * @param chain the server's own certificate first, then those that lead to a root; at least one
 */
public record CertifiedKey(PrivateKey privateKey, List<X509Certificate> chain) {
  public CertifiedKey {
    chain = List.copyOf(chain);
  }

  /**
   * Reads a key and its chain in PEM (RFC 7468), as {@code tls.crt} and {@code tls.key} of a
   * Kubernetes TLS Secret hold them.
   *
   * @param chainPem certificates, the server's own first
   * @param keyPem a private key of RSA, EC or EdDSA, PKCS#8, not encrypted
   * @throws IllegalArgumentException when either is malformed or they do not belong together; the
   *     message never quotes the content
   */
  public static CertifiedKey parse(byte[] chainPem, byte[] keyPem) {
    List<X509Certificate> chain = chain(chainPem);
    PublicKey publicKey = chain.get(0).getPublicKey();
    PrivateKey privateKey = privateKey(keyPem, publicKey.getAlgorithm());
    if (!belongTogether(privateKey, publicKey)) {
      throw new IllegalArgumentException(
          "The private key does not belong to the first certificate: put the server's own"
              + " certificate first, and replace both files together");
    }
    return new CertifiedKey(privateKey, chain);
  }

  private static List<X509Certificate> chain(byte[] pem) {
    List<X509Certificate> chain = new ArrayList<>();
    try {
      for (Certificate each :
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem))) {
        chain.add((X509Certificate) each);
      }
    } catch (CertificateException e) {
      throw new IllegalArgumentException(
          "The certificate chain is not X.509 in PEM: make sure it holds nothing but certificates",
          e);
    }
    if (chain.isEmpty()) {
      throw new IllegalArgumentException(
          "The certificate chain is empty: put the server's certificate in, in PEM");
    }
    return chain;
  }

  private static PrivateKey privateKey(byte[] pem, String algorithm) {
    PemObject block;
    try (PemReader reader =
        new PemReader(new StringReader(new String(pem, StandardCharsets.US_ASCII)))) {
      block = reader.readPemObject();
    } catch (IOException | RuntimeException e) {
      // No cause: its message may quote the secret.
      block = null;
    }
    if (block == null || !block.getType().equals("PRIVATE KEY")) {
      throw new IllegalArgumentException(
          "The private key is not PKCS#8 in PEM without a password: convert it with"
              + " `openssl pkcs8 -topk8 -nodes`");
    }
    try {
      return KeyFactory.getInstance(algorithm)
          .generatePrivate(new PKCS8EncodedKeySpec(block.getContent()));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "The private key is no " + algorithm + " key, as the one of the certificate is");
    }
  }

  private static boolean belongTogether(PrivateKey privateKey, PublicKey publicKey) {
    byte[] anything = {1, 2, 3};
    try {
      Signature signature = Signature.getInstance(signatureOf(publicKey));
      signature.initSign(privateKey);
      signature.update(anything);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(anything);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static String signatureOf(PublicKey publicKey) {
    return switch (publicKey.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> publicKey.getAlgorithm();
    };
  }

  /** Omits the private key. */
  @Override
  public String toString() {
    return "CertifiedKey(" + chain.get(0).getSubjectX500Principal() + ")";
  }
}
