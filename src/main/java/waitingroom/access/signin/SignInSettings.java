package waitingroom.access.signin;

import java.time.Duration;
import java.util.Optional;

/**
 * How people sign in to the admin listener.
 *
 * @param checkEvery how soon a node sees what happened to keys and sessions on another node
 * @param idleTimeout after which a session that nobody uses is over
 * @param absoluteTimeout after which any session is over
 * @param secureCookie whether browsers send the cookie over TLS only
 * @param origin under which browsers reach the listener, for instance {@code
 *     https://rooms.example}; absent: what the request says
 * @param addressHeader in which a proxy puts the address of the client
 * @param openId absent: nobody signs in with an identity provider
 */
public record SignInSettings(
    Duration checkEvery,
    Duration idleTimeout,
    Duration absoluteTimeout,
    boolean secureCookie,
    Optional<String> origin,
    Optional<String> addressHeader,
    Optional<OpenIdSettings> openId) {}
