package waitingroom.token;

/**
 * Signs with one private key. The same input always gives the same signature, so that tokens can be
 * recreated instead of stored; only the native provider's ES256 gives a different, equally valid
 * one each time. Thread-safe.
 */
sealed interface JwsSigner permits JcaSigner, Es256Signer {
  /** The signature in the encoding of RFC 7518, before base64url. */
  byte[] sign(byte[] signingInput);
}
