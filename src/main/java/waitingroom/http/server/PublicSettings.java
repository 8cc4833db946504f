package waitingroom.http.server;

import java.util.Optional;

/**
 * The listener for visitors.
 *
 * @param issuer the {@code iss} claim of tokens fetched here
 * @param bodyBytesMax largest request body
 * @param eventLoops threads that serve plain HTTP, at least 1
 * @param tls empty: plain HTTP
 */
public record PublicSettings(
    String host,
    int port,
    String issuer,
    long bodyBytesMax,
    int eventLoops,
    Cache cache,
    RateLimitSettings rateLimit,
    Optional<TlsSettings> tls) {

  /**
   * How long an answer may be kept by a browser or a CDN, in seconds.
   *
   * @param counters what changes all the time
   * @param publicKey the signing key
   * @param queueNum a position, which never changes
   */
  public record Cache(int counters, int publicKey, int queueNum) {}
}
