package waitingroom.http.server;

import java.util.Optional;

/**
 * Requests per address.
 *
 * @param requestsPerSecond 0 switches the limit off
 * @param burst requests at once after a quiet period
 * @param unknownIdsPerMinute request ids that nobody was given; 0 switches the brake off
 * @param addressesMax addresses remembered at a time
 * @param addressHeader in which a trusted proxy puts the client's address; empty: the connection's
 */
public record RateLimitSettings(
    int requestsPerSecond,
    int burst,
    int unknownIdsPerMinute,
    int addressesMax,
    Optional<String> addressHeader) {}
