package waitingroom.token;

import java.util.Arrays;
import java.util.Optional;

/** A JWS algorithm for signing tokens, by its name in RFC 7518. */
public enum SigningAlgorithm {
  /** RSA PKCS#1 v1.5 with SHA-256; what Virtual Waiting Room on AWS uses. */
  RS256("RSA"),
  /** ECDSA on P-256 with SHA-256, deterministic by RFC 6979 unless the provider is native. */
  ES256("EC");

  private final String keyType;

  SigningAlgorithm(String keyType) {
    this.keyType = keyType;
  }

  /** The `kty` of its keys. */
  String keyType() {
    return keyType;
  }

  static Optional<SigningAlgorithm> named(String name) {
    return Arrays.stream(values()).filter(algorithm -> algorithm.name().equals(name)).findFirst();
  }
}
