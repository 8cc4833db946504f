package waitingroom.room;

import org.jspecify.annotations.Nullable;

/**
 * A visitor's request for a token. Issuer and key apply to the first token of the position only.
 *
 * @param validityPeriod seconds that override the room's setting for this token; may be 0 or
 *     negative
 */
public record TokenClaim(
    long epoch, long position, String issuer, String keyId, @Nullable Long validityPeriod) {}
