package waitingroom.token;

/**
 * The claims of a visitor's tokens. Store these, not the tokens: the same claims give the same
 * bytes.
 *
 * @param eventId the room, claim `aud`
 * @param requestId the visitor, claim `sub`
 * @param queuePosition claim `queue_position`
 * @param issuer claim `iss`
 * @param kid the key to sign with
 * @param issuedAt epoch seconds, claims `iat` and `nbf`
 * @param expiresAt epoch seconds, claim `exp`
 */
public record TokenClaims(
    String eventId,
    String requestId,
    long queuePosition,
    String issuer,
    String kid,
    long issuedAt,
    long expiresAt) {}
