package waitingroom.config;

import com.typesafe.config.Config;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import waitingroom.authorizer.AuthorizerSettings;
import waitingroom.authorizer.check.TokenSources;
import waitingroom.authorizer.check.WaitingPage;

/** Reads {@code waiting-room.authorizer}, on behalf of {@link Settings}. */
final class AuthorizerReader {
  private static final Duration LEEWAY_MAX = Duration.ofMinutes(5);

  private AuthorizerReader() {}

  /**
   * @param ownIssuers whose tokens are accepted in any case
   * @throws IllegalArgumentException with a sentence that names the setting and says what to do
   */
  static AuthorizerSettings read(Config config, List<String> ownIssuers) {
    Set<String> issuers = new HashSet<>(config.getStringList("more-issuers"));
    issuers.addAll(ownIssuers);
    List<String> headers = config.getStringList("token-headers");
    var sources = new TokenSources(headers, Settings.text(config, "token-cookie"));
    if (headers.isEmpty() && sources.cookie().isEmpty()) {
      throw new IllegalArgumentException(
          "No request could show a token: set waiting-room.authorizer.token-headers or token-cookie");
    }
    return new AuthorizerSettings(
        sources,
        Settings.text(config, "room-header"),
        issuers,
        Settings.between(config, "leeway", Duration.ZERO, LEEWAY_MAX),
        Settings.between(config, "cached-tokens-max", 1, 10_000_000),
        config.getBoolean("require-live-session"),
        waitingPage(config));
  }

  private static WaitingPage waitingPage(Config config) {
    String template = config.getString("waiting-page");
    try {
      URI unused = URI.create(template.replace("{event_id}", "Sample"));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "waiting-room.authorizer.waiting-page must be a URL or a path, not " + template, e);
    }
    return new WaitingPage(
        template,
        config.getStringList("return-hosts").stream()
            .map(host -> host.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet()));
  }
}
