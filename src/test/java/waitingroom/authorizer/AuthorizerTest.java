package waitingroom.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jose4j.jwk.RsaJwkGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import waitingroom.authorizer.check.AccessToken;
import waitingroom.authorizer.check.TokenSources;
import waitingroom.authorizer.check.Verdict;
import waitingroom.authorizer.check.Verdict.Bad;
import waitingroom.authorizer.check.Verdict.Good;
import waitingroom.authorizer.check.Verdict.Missing;
import waitingroom.authorizer.check.Verdict.Reason;
import waitingroom.authorizer.check.WaitingPage;
import waitingroom.testkit.TestClock;
import waitingroom.testkit.TokenSmith;
import waitingroom.token.CryptoProvider;
import waitingroom.token.SigningAlgorithm;
import waitingroom.token.SigningKeys;
import waitingroom.token.TokenClaims;
import waitingroom.token.TokenIssuer;
import waitingroom.token.Tokens;

class AuthorizerTest {
  private static final String ROOM = "Sample";
  private static final String ISSUER = "https://public.example/api";
  private static final long LIFE = 3600;

  /** Made once: an RSA key costs a fifth of a second. */
  private static final Map<SigningAlgorithm, String> KEYS = new EnumMap<>(SigningAlgorithm.class);

  @TempDir private Path folder;
  private final TestClock clock = new TestClock();
  private Path file;
  private SigningKeys keys;
  private Tokens tokens;
  private Map<String, Object> claims;
  private TokenSmith smith;
  private Authorizer authorizer;

  @BeforeEach
  void issue() throws IOException {
    use(SigningAlgorithm.RS256);
  }

  @AfterEach
  void close() {
    keys.close();
  }

  private void use(SigningAlgorithm algorithm) throws IOException {
    file = folder.resolve("keys.json");
    Files.writeString(file, KEYS.computeIfAbsent(algorithm, SigningKeys::generate));
    keys = new SigningKeys(file, Duration.ofMillis(10), CryptoProvider.jdk());
    tokens = tokens(ISSUER);
    claims = TokenSmith.claims(tokens.access());
    smith = TokenSmith.of(file);
    authorizer = authorizer(Set.of(ISSUER));
  }

  private Tokens tokens(String issuer) {
    long now = clock.seconds();
    return new TokenIssuer(keys)
        .issue(new TokenClaims(ROOM, "visitor", 7, issuer, keys.active().kid(), now, now + LIFE));
  }

  private Authorizer authorizer(Set<String> issuers) {
    return new Authorizer(
        keys,
        new AuthorizerSettings(
            new TokenSources(List.of("Authorization"), Optional.empty()),
            Optional.empty(),
            false,
            issuers,
            Duration.ofSeconds(5),
            100,
            false,
            new WaitingPage("/", Set.of())),
        clock);
  }

  private Verdict judged(String token) {
    return authorizer.judge(List.of(token), ROOM);
  }

  private void refused(String token, Reason reason) {
    assertThat(judged(token)).isEqualTo(new Bad(reason));
  }

  @ParameterizedTest
  @EnumSource
  void an_access_token_of_ours_opens(SigningAlgorithm algorithm) throws IOException {
    use(algorithm);
    Verdict expected =
        new Good(
            new AccessToken(ROOM, "visitor", 7, ISSUER, clock.seconds(), clock.seconds() + LIFE));
    assertThat(judged(tokens.access())).isEqualTo(expected);
    assertThat(judged(tokens.access())).as("remembered").isEqualTo(expected);
  }

  /** Libraries take each of them for the same token. */
  @Test
  void a_token_has_one_text() {
    String token = tokens.access();
    char last = token.charAt(token.length() - 1);
    char sameBits = last == 'A' ? 'B' : last == 'Q' ? 'R' : last == 'g' ? 'h' : 'x';
    refused(token + "==", Reason.MALFORMED);
    refused(token.substring(0, token.length() - 1) + sameBits, Reason.MALFORMED);
    int signature = token.lastIndexOf('.');
    refused(
        token.substring(0, signature)
            + token.substring(signature).replace('-', '+').replace('_', '/'),
        Reason.MALFORMED);
    assertThat(judged(token)).isInstanceOf(Good.class);
  }

  @Test
  void no_token_is_missing() {
    assertThat(authorizer.judge(List.of(), ROOM)).isEqualTo(new Missing());
  }

  @Test
  void a_token_of_another_room_does_not_open() {
    assertThat(authorizer.judge(List.of(tokens.access()), "Other"))
        .isEqualTo(new Bad(Reason.WRONG_ROOM));
    assertThat(authorizer.judge(List.of(tokens.access()), null)).isInstanceOf(Good.class);
  }

  @Test
  void refresh_and_id_tokens_do_not_open() {
    refused(tokens.refresh(), Reason.NOT_AN_ACCESS_TOKEN);
    refused(tokens.id(), Reason.NOT_AN_ACCESS_TOKEN);
  }

  @Test
  void only_the_issuers_of_the_settings_are_believed() {
    String other = "https://private.example/api";
    refused(tokens(other).access(), Reason.WRONG_ISSUER);
    assertThat(authorizer(Set.of(ISSUER, other)).judge(List.of(tokens(other).access()), ROOM))
        .isInstanceOf(Good.class);
  }

  @Test
  void a_token_opens_until_its_end_and_the_leeway_also_when_it_is_remembered() {
    assertThat(judged(tokens.access())).isInstanceOf(Good.class);
    clock.advance(Duration.ofSeconds(LIFE + 4));
    assertThat(judged(tokens.access())).isInstanceOf(Good.class);
    clock.advance(Duration.ofSeconds(1));
    refused(tokens.access(), Reason.EXPIRED);
  }

  @Test
  void a_token_opens_from_its_beginning_less_the_leeway() {
    clock.advance(Duration.ofSeconds(-5));
    assertThat(judged(tokens.access())).isInstanceOf(Good.class);
    clock.advance(Duration.ofSeconds(-1));
    refused(tokens.access(), Reason.NOT_YET_VALID);
  }

  @Test
  void a_changed_payload_breaks_the_signature() {
    Map<String, Object> first = TokenSmith.claims(tokens.access(), "queue_position", 1L);
    refused(TokenSmith.tampered(tokens.access(), first), Reason.BAD_SIGNATURE);
  }

  @Test
  void a_signature_of_another_key_is_bad_whatever_its_kid_says() throws Exception {
    refused(smith.signedByAnother(claims, RsaJwkGenerator.generateJwk(2048)), Reason.BAD_SIGNATURE);
  }

  @Test
  void an_unsigned_token_is_refused() {
    refused(smith.unsigned(claims), Reason.WRONG_ALGORITHM);
  }

  @Test
  void a_public_key_is_no_shared_secret() {
    byte[] der = keys.active().publicKey().getEncoded();
    byte[] pem = keys.active().publicPem().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    refused(smith.hmac(claims, der), Reason.WRONG_ALGORITHM);
    refused(smith.hmac(claims, pem), Reason.WRONG_ALGORITHM);
  }

  @ParameterizedTest
  @ValueSource(strings = {"aud", "exp", "nbf", "iss", "sub", "queue_position"})
  void a_signed_token_without_one_of_our_claims_is_malformed(String name) {
    claims.remove(name);
    refused(smith.signed(claims), Reason.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "a.b.c", "a.b.c.d.e", "..", "e30.e30.e30", "\u00e9.\u00e9.\u00e9"})
  void what_is_no_token_is_refused(String text) {
    assertThat(judged(text)).isInstanceOf(Bad.class);
  }

  @Test
  void a_text_longer_than_any_token_is_not_even_read() {
    refused(tokens.access() + "x".repeat(4096), Reason.MALFORMED);
  }

  @Test
  void after_two_forgeries_only_a_known_token_is_looked_at() {
    List<String> forged =
        IntStream.range(0, 2)
            .mapToObj(i -> TokenSmith.claims(tokens.access(), "queue_position", 1_000L + i))
            .map(other -> TokenSmith.tampered(tokens.access(), other))
            .toList();
    List<String> afterOne = new ArrayList<>(forged.subList(0, 1));
    afterOne.add(tokens.access());
    List<String> afterTwo = new ArrayList<>(forged);
    afterTwo.add(tokens.access());

    assertThat(authorizer.judge(afterTwo, ROOM)).isEqualTo(new Bad(Reason.BAD_SIGNATURE));
    assertThat(authorizer.judge(afterOne, ROOM)).isInstanceOf(Good.class);
    assertThat(authorizer.judge(afterTwo, ROOM)).as("known by now").isInstanceOf(Good.class);
  }

  @Test
  void a_token_ends_with_its_key_also_when_it_is_remembered() throws IOException {
    assertThat(judged(tokens.access())).isInstanceOf(Good.class);
    Files.writeString(file, SigningKeys.generate(SigningAlgorithm.RS256));
    Awaitility.await().until(() -> judged(tokens.access()).equals(new Bad(Reason.UNKNOWN_KEY)));
  }

  @Test
  void any_good_token_opens_and_the_first_bad_one_is_told() {
    assertThat(authorizer.judge(List.of("x", tokens.access()), ROOM)).isInstanceOf(Good.class);
    assertThat(authorizer.judge(List.of(tokens.refresh(), "x"), ROOM))
        .isEqualTo(new Bad(Reason.NOT_AN_ACCESS_TOKEN));
  }
}
