package waitingroom.http.server;

import java.time.Duration;
import java.util.Optional;

/**
 * The listener for operators.
 *
 * @param issuer the {@code iss} claim of tokens fetched here
 * @param bodyBytesMax largest request body
 * @param requestTimeout how long one request may take
 * @param tls empty: plain HTTP
 */
public record AdminSettings(
    String host,
    int port,
    String issuer,
    long bodyBytesMax,
    Duration requestTimeout,
    Optional<TlsSettings> tls) {}
