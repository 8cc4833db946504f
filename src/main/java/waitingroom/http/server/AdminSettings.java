package waitingroom.http.server;

import java.time.Duration;
import java.util.Optional;

/**
 * The listener for operators.
 *
 * @param bodyBytesMax bytes of a request body
 * @param tls empty: plain HTTP
 */
public record AdminSettings(
    String host,
    int port,
    String issuer,
    long bodyBytesMax,
    Duration requestTimeout,
    Optional<TlsSettings> tls) {}
