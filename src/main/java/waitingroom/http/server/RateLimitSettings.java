package waitingroom.http.server;

import java.util.Optional;

/**
 * Requests per address.
 *
 * @param requestsPerSecond 0 switches the limit off
 * @param burst requests at once after a quiet time
 * @param addressesMax addresses remembered at a time
 * @param addressHeader where a trusted proxy puts the client's address; empty: the connection's
 */
public record RateLimitSettings(
    int requestsPerSecond, int burst, int addressesMax, Optional<String> addressHeader) {}
