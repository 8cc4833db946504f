package waitingroom.authorizer;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import waitingroom.authorizer.check.TokenSources;
import waitingroom.authorizer.check.WaitingPage;

/**
 * Settings of the authorizer.
 *
 * @param roomHeader the header in which a proxy names the room when the query does not
 * @param anyRoom whether the token of any room opens where no room is named
 * @param issuers whose tokens are accepted, claim {@code iss}
 * @param leeway tolerated clock difference
 * @param cachedTokensMax how many verified tokens to cache
 * @param requireLiveSession refuse tokens of ended sessions on every request
 */
public record AuthorizerSettings(
    TokenSources sources,
    Optional<String> roomHeader,
    boolean anyRoom,
    Set<String> issuers,
    Duration leeway,
    int cachedTokensMax,
    boolean requireLiveSession,
    WaitingPage waitingPage) {

  public AuthorizerSettings {
    issuers = Set.copyOf(issuers);
  }
}
