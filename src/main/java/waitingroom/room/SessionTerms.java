package waitingroom.room;

/**
 * What a token says besides who holds it. Together with the request id it makes the same token
 * again, byte for byte, so that tokens need not be stored. Many sessions share one value.
 *
 * @param issuer the {@code iss} claim
 * @param keyId the {@code kid} of the key that signed it
 * @param issuedAt epoch seconds
 * @param expiresAt epoch seconds; a token is alive up to and including this second
 */
public record SessionTerms(String issuer, String keyId, long issuedAt, long expiresAt) {
  boolean expiredAt(long nowSeconds) {
    return expiresAt < nowSeconds;
  }
}
