package waitingroom.http.server;

import java.util.Optional;

/**
 * The listener for visitors.
 *
 * @param bodyBytesMax bytes of a request body
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
    CostSettings costs,
    Optional<TlsSettings> tls) {

  /**
   * Cache lifetimes of answers in browsers and CDNs, in seconds.
   *
   * @param queueNum in browsers alone
   * @param queueNumCdn in CDNs alone, 0: not there
   */
  public record Cache(int counters, int publicKey, int queueNum, int queueNumCdn) {}
}
