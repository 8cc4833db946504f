package waitingroom.config;

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

/** Reads {@code waiting-room.authorizer}. */
final class AuthorizerReader {
  private static final Duration LEEWAY_MAX = Duration.ofMinutes(5);

  private AuthorizerReader() {}

  /**
   * Reads the block.
   *
   * @param ownIssuers issuers whose tokens are always accepted
   */
  static AuthorizerSettings read(Block config, List<String> ownIssuers) {
    Set<String> issuers = new HashSet<>(config.strings("more-issuers"));
    issuers.addAll(ownIssuers);
    List<String> headers = config.strings("token-headers");
    var sources = new TokenSources(headers, config.text("token-cookie"));
    if (headers.isEmpty() && sources.cookie().isEmpty()) {
      throw new IllegalArgumentException(
          "No request could show a token: set waiting-room.authorizer.token-headers or token-cookie");
    }
    return new AuthorizerSettings(
        sources,
        config.text("room-header"),
        config.flag("any-room"),
        issuers,
        config.between("leeway", Duration.ZERO, LEEWAY_MAX),
        config.between("cached-tokens-max", 1, 10_000_000),
        config.flag("require-live-session"),
        waitingPage(config));
  }

  private static WaitingPage waitingPage(Block config) {
    String template = config.string("waiting-page");
    try {
      URI unused = URI.create(template.replace("{event_id}", "Sample"));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "waiting-room.authorizer.waiting-page must be a URL or a path, not " + template, e);
    }
    return new WaitingPage(
        template,
        config.strings("return-hosts").stream()
            .map(host -> host.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet()));
  }
}
