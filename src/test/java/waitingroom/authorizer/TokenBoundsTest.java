package waitingroom.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import waitingroom.authorizer.check.TokenSources;
import waitingroom.authorizer.check.WaitingPage;
import waitingroom.testkit.CpuTime;
import waitingroom.testkit.TokenSmith;
import waitingroom.token.CryptoProvider;
import waitingroom.token.SigningAlgorithm;
import waitingroom.token.SigningKeys;
import waitingroom.token.TokenClaims;
import waitingroom.token.TokenIssuer;

/** CPU time of the longest texts that are read as tokens, in forged tokens of usual length. */
class TokenBoundsTest {
  private static final String ROOM = "Sample";
  private static final String ISSUER = "https://public.example/api";
  private static final int CHARS_MAX = 4_096;
  private static final long FACTOR_MAX = 20;

  @ParameterizedTest
  @EnumSource
  void the_longest_text_costs_about_as_much_as_a_token(
      SigningAlgorithm algorithm, @TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("keys.json"), SigningKeys.generate(algorithm));
    try (SigningKeys keys = new SigningKeys(file, Duration.ofHours(1), CryptoProvider.jdk())) {
      Authorizer authorizer = authorizer(keys);
      String good = access(keys);
      Map<String, Object> claims = TokenSmith.claims(good, "queue_position", 8L);
      long usual = cost(authorizer, TokenSmith.tampered(good, claims));

      Map<String, String> texts = new HashMap<>();
      claims.put("filler", "a".repeat(2_000));
      texts.put("a long claim", TokenSmith.tampered(good, claims));
      texts.put("levels", TokenSmith.tampered(good, Map.of("filler", nested(900))));
      texts.put("parts", "e30.".repeat(CHARS_MAX / 4));
      texts.put("dots", ".".repeat(CHARS_MAX));
      texts.put("a long signature", good + "A".repeat(CHARS_MAX - good.length()));
      texts.forEach(
          (name, text) -> {
            assertThat(text.length()).as(name).isLessThanOrEqualTo(CHARS_MAX);
            assertThat(cost(authorizer, text) / usual).as(name).isLessThan(FACTOR_MAX);
          });
    }
  }

  private static long cost(Authorizer authorizer, String text) {
    return Math.max(1_000, CpuTime.nanos(() -> authorizer.judge(List.of(text), ROOM)));
  }

  private static String access(SigningKeys keys) {
    long now = Clock.systemUTC().instant().getEpochSecond();
    String kid = keys.active().kid();
    return new TokenIssuer(keys)
        .issue(new TokenClaims(ROOM, "visitor", 7, ISSUER, kid, now, now + 3_600))
        .access();
  }

  private static Authorizer authorizer(SigningKeys keys) {
    return new Authorizer(
        keys,
        new AuthorizerSettings(
            new TokenSources(List.of("Authorization"), Optional.empty()),
            Optional.empty(),
            false,
            Set.of(ISSUER),
            Duration.ofSeconds(5),
            100,
            false,
            new WaitingPage("/", Set.of())),
        Clock.systemUTC());
  }

  private static Object nested(int levels) {
    Object inner = "";
    for (int i = 0; i < levels; i++) {
      inner = List.of(inner);
    }
    return inner;
  }
}
