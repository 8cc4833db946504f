package waitingroom.token;

/**
 * Signs with one private key. The same input gives the same signature for ever, which is what lets
 * tokens be made again instead of stored. Safe for use by many threads.
 */
sealed interface JwsSigner permits Rs256Signer, Es256Signer {
  /** The signature as RFC 7518 encodes it, before base64url. */
  byte[] sign(byte[] signingInput);
}
