package waitingroom.access.signin;

import java.time.Duration;
import java.util.Optional;

/**
 * Settings for signing in to the admin listener.
 *
 * @param checkEvery the longest delay until a change of keys and sessions on another node is seen
 * @param idleTimeout ends an unused session
 * @param absoluteTimeout ends any session
 * @param origin under which browsers reach the listener, such as {@code https://rooms.example};
 *     absent: derived from the request
 * @param addressHeader in which a proxy puts the client's address
 * @param openId absent without an identity provider
 */
public record SignInSettings(
    Duration checkEvery,
    Duration idleTimeout,
    Duration absoluteTimeout,
    boolean secureCookie,
    Optional<String> origin,
    Optional<String> addressHeader,
    Optional<OpenIdSettings> openId) {}
