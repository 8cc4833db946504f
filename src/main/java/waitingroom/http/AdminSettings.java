package waitingroom.http;

/**
 * The listener for operators.
 *
 * @param issuer the {@code iss} claim of tokens fetched here
 * @param bodyBytesMax largest request body
 */
public record AdminSettings(String host, int port, String issuer, long bodyBytesMax) {}
