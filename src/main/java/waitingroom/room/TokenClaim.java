package waitingroom.room;

import org.jspecify.annotations.Nullable;

/**
 * A visitor asks for a token.
 *
 * @param epoch of the request id
 * @param issuer and {@code keyId}: the terms, should this be the first token of the position
 * @param validityPeriod seconds that override the room's setting for this one token, may be 0 or
 *     negative
 */
public record TokenClaim(
    long epoch, long position, String issuer, String keyId, @Nullable Long validityPeriod) {}
