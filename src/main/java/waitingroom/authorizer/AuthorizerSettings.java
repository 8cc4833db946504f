package waitingroom.authorizer;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import waitingroom.authorizer.check.TokenSources;
import waitingroom.authorizer.check.WaitingPage;

/**
 * How the door is kept.
 *
 * @param sources where a token may be
 * @param roomHeader the header in which a proxy names the room, where its query does not
 * @param issuers whose tokens are accepted, claim {@code iss}
 * @param leeway how far clocks may be apart
 * @param cachedTokensMax verified tokens to remember
 * @param requireLiveSession refuse the token of a session that is over, on every request
 */
public record AuthorizerSettings(
    TokenSources sources,
    Optional<String> roomHeader,
    Set<String> issuers,
    Duration leeway,
    int cachedTokensMax,
    boolean requireLiveSession,
    WaitingPage waitingPage) {

  public AuthorizerSettings {
    issuers = Set.copyOf(issuers);
  }
}
