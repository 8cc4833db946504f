package waitingroom.servlet;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import waitingroom.authorizer.check.TokenRules;
import waitingroom.authorizer.check.TokenSources;
import waitingroom.authorizer.check.WaitingPage;

/**
 * The filter's validated init parameters.
 *
 * @param jwksUrl {@code jwks-url}: location of the public keys, {@code /.well-known/jwks.json} of
 *     the waiting room's public listener
 * @param room {@code room}: event id whose tokens are accepted
 * @param rules {@code issuer}: the {@code iss} of those tokens, several separated by commas; {@code
 *     leeway-seconds}: tolerated clock difference, 0 to 300, default 5
 * @param sources {@code token-headers}, default {@code Authorization}; {@code token-cookie},
 *     default {@code waiting_room_token}, empty: none
 * @param waitingPage {@code waiting-page}: address to which browsers without a good token are
 *     redirected, in which {@code {event_id}} becomes the room, absent: no redirect; {@code
 *     return-hosts}: hosts to which it may send them back, separated by commas, default none
 */
record FilterSettings(
    URI jwksUrl,
    String room,
    TokenRules rules,
    TokenSources sources,
    Optional<WaitingPage> waitingPage) {
  private static final Duration LEEWAY_MAX = Duration.ofMinutes(5);

  /**
   * Reads and checks the parameters.
   *
   * @param parameter looks one up, null when absent
   * @throws IllegalArgumentException with a message that names the parameter and says what to do
   */
  static FilterSettings read(Function<String, @Nullable String> parameter) {
    FilterSettings settings =
        new FilterSettings(
            jwksUrl(required(parameter, "jwks-url")),
            required(parameter, "room"),
            new TokenRules(
                Set.copyOf(list(required(parameter, "issuer"))),
                leeway(text(parameter, "leeway-seconds", "5")).toSeconds()),
            new TokenSources(
                list(text(parameter, "token-headers", "Authorization")),
                Optional.of(text(parameter, "token-cookie", "waiting_room_token"))
                    .filter(name -> !name.isEmpty())),
            waitingPage(parameter));
    if (settings.sources().headers().isEmpty() && settings.sources().cookie().isEmpty()) {
      throw new IllegalArgumentException(
          "No request could carry a token: set the init parameter token-headers or token-cookie");
    }
    return settings;
  }

  private static URI jwksUrl(String text) {
    URI url = URI.create(text);
    if (!"http".equals(url.getScheme()) && !"https".equals(url.getScheme())) {
      throw new IllegalArgumentException(
          "The init parameter jwks-url must start with http:// or https://, but is " + text);
    }
    return url;
  }

  private static Duration leeway(String seconds) {
    if (!seconds.matches("\\d{1,3}") || Integer.parseInt(seconds) > LEEWAY_MAX.toSeconds()) {
      throw new IllegalArgumentException(
          "The init parameter leeway-seconds must be between 0 and 300, but is " + seconds);
    }
    return Duration.ofSeconds(Integer.parseInt(seconds));
  }

  private static Optional<WaitingPage> waitingPage(Function<String, @Nullable String> parameter) {
    String template = text(parameter, "waiting-page", "");
    return template.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new WaitingPage(
                template,
                Set.copyOf(list(text(parameter, "return-hosts", "").toLowerCase(Locale.ROOT)))));
  }

  private static String required(Function<String, @Nullable String> parameter, String name) {
    String value = text(parameter, name, "");
    if (value.isEmpty()) {
      throw new IllegalArgumentException("The filter needs the init parameter " + name);
    }
    return value;
  }

  private static String text(
      Function<String, @Nullable String> parameter, String name, String absent) {
    String value = parameter.apply(name);
    return value == null ? absent : value.trim();
  }

  private static List<String> list(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::trim).filter(s -> !s.isEmpty()).toList();
  }
}
