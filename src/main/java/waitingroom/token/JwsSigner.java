package waitingroom.token;

/**
 * Signs with one private key. The same input gives the same signature for ever, so that tokens can
 * be made again instead of stored; that of ES256 by the native provider is as good and another one
 * each time. Safe for use by many threads.
 */
sealed interface JwsSigner permits JcaSigner, Es256Signer {
  /** The signature as RFC 7518 encodes it, before base64url. */
  byte[] sign(byte[] signingInput);
}
