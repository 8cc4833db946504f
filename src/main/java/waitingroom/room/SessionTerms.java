package waitingroom.room;

/**
 * Contents of a token besides its holder. With the request id they reproduce the token byte for
 * byte, so tokens need not be stored. Many sessions share one value.
 *
 * @param issuer the {@code iss} claim
 * @param keyId the {@code kid} of the signing key
 * @param issuedAt epoch seconds
 * @param expiresAt epoch seconds; a token is valid up to and including this second
 */
public record SessionTerms(String issuer, String keyId, long issuedAt, long expiresAt) {
  boolean expiredAt(long nowSeconds) {
    return expiresAt < nowSeconds;
  }
}
