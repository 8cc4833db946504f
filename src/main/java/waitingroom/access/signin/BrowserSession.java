package waitingroom.access.signin;

import java.time.Instant;
import waitingroom.access.Principal;

/**
 * Somebody who is signed in, now.
 *
 * @param endsAt when the session is over in any case
 */
public record BrowserSession(SessionId id, Principal principal, Instant endsAt) {}
