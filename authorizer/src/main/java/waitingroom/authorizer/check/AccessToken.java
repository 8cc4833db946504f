package waitingroom.authorizer.check;

/**
 * The claims of a genuine access token.
 *
 * @param eventId the room, claim {@code aud}
 * @param requestId the visitor, claim {@code sub}
 * @param queuePosition number in the line
 * @param issuer claim {@code iss}
 * @param notBefore epoch seconds
 * @param expiresAt epoch seconds
 */
public record AccessToken(
    String eventId,
    String requestId,
    long queuePosition,
    String issuer,
    long notBefore,
    long expiresAt) {}
