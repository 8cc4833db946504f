package waitingroom.access.signin;

import java.time.Instant;
import waitingroom.access.Principal;

/**
 * The session of a signed-in browser.
 *
 * @param endsAt absolute end of the session
 */
public record BrowserSession(SessionId id, Principal principal, Instant endsAt) {}
