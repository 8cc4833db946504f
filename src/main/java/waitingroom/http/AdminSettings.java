package waitingroom.http;

import java.time.Duration;
import java.util.Optional;

/**
 * The listener for operators.
 *
 * @param issuer the {@code iss} claim of tokens fetched here
 * @param bodyBytesMax largest request body
 * @param requestTimeout how long one request may take
 * @param addressHeader in which a trusted proxy puts the caller's address
 */
public record AdminSettings(
    String host,
    int port,
    String issuer,
    long bodyBytesMax,
    Duration requestTimeout,
    Optional<String> addressHeader) {}
