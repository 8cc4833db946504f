package waitingroom.http;

import java.time.Duration;

/**
 * The listener for operators.
 *
 * @param issuer the {@code iss} claim of tokens fetched here
 * @param bodyBytesMax largest request body
 * @param requestTimeout how long one request may take
 */
public record AdminSettings(
    String host, int port, String issuer, long bodyBytesMax, Duration requestTimeout) {}
