package waitingroom.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenIssuerTest {
  private final List<SigningKeys> open = new ArrayList<>();

  private static final String REQUEST_ID = "00000000-016a-8b13-ae00-c68e45cb35a5";
  private static final String ISSUER = "https://shop.example/api";
  private static final long ISSUED_AT = 1_790_000_000;

  private final Path folder;

  TokenIssuerTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void close() {
    open.forEach(SigningKeys::close);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa", "ec"})
  void tokens_verify_against_the_public_keys(String type) throws Exception {
    SigningKeys keys = keys(CryptoProvider.fastest(), key(type, "k"));
    Tokens tokens = new TokenIssuer(keys).issue(claims("k"));
    JwtConsumer consumer = consumer(keys);

    assertThat(claimsOf(consumer, tokens.access())).isEqualTo(expectedClaims("access"));
    assertThat(claimsOf(consumer, tokens.refresh())).isEqualTo(expectedClaims("refresh"));
    assertThat(claimsOf(consumer, tokens.id())).isEqualTo(expectedClaims("id"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa", "ec"})
  void a_token_with_another_payload_does_not_verify(String type) throws Exception {
    SigningKeys keys = keys(CryptoProvider.fastest(), key(type, "k"));
    Tokens tokens = new TokenIssuer(keys).issue(claims("k"));
    String[] access = tokens.access().split("\\.", -1);
    String forged = access[0] + "." + tokens.id().split("\\.", -1)[1] + "." + access[2];

    assertThatThrownBy(() -> consumer(keys).processToClaims(forged))
        .isInstanceOf(InvalidJwtException.class);
  }

  @Test
  void the_json_of_header_and_payload_is_that_of_the_aws_api_to_the_byte() throws IOException {
    Tokens tokens = new TokenIssuer(keys(CryptoProvider.jdk(), rsa("k"))).issue(claims("k"));

    assertThat(part(tokens.access(), 0))
        .isEqualTo("{\"alg\":\"RS256\",\"kid\":\"k\",\"typ\":\"JWT\"}");
    assertThat(part(tokens.access(), 1))
        .isEqualTo(
            "{\"aud\":\"sale\",\"exp\":1790003600,\"iat\":1790000000,"
                + "\"iss\":\"https://shop.example/api\",\"nbf\":1790000000,\"queue_position\":1,"
                + "\"sub\":\"00000000-016a-8b13-ae00-c68e45cb35a5\",\"token_use\":\"access\"}");
  }

  @Test
  void an_es256_token_differs_in_its_alg() throws IOException {
    Tokens tokens =
        new TokenIssuer(keys(CryptoProvider.jdk(), KeyFiles.ec("k"))).issue(claims("k"));

    assertThat(part(tokens.id(), 0)).isEqualTo("{\"alg\":\"ES256\",\"kid\":\"k\",\"typ\":\"JWT\"}");
  }

  @Test
  @EnabledIfSystemProperty(named = "os.name", matches = "Linux")
  @EnabledIfSystemProperty(named = "os.arch", matches = "amd64|aarch64")
  void a_native_es256_token_differs_in_its_signature_alone_and_verifies() throws Exception {
    SigningKeys keys = keys(CryptoProvider.nativeForAll(), key("ec", "k"));
    TokenIssuer issuer = new TokenIssuer(keys);
    String first = issuer.issue(claims("k")).access();
    String again = issuer.issue(claims("k")).access();

    assertThat(again).isNotEqualTo(first);
    assertThat(part(again, 0)).isEqualTo(part(first, 0));
    assertThat(part(again, 1)).isEqualTo(part(first, 1));
    for (String token : List.of(first, again)) {
      assertThat(claimsOf(consumer(keys), token)).isEqualTo(expectedClaims("access"));
    }
  }

  @Test
  void an_issuer_that_needs_escaping_is_read_back_whole() throws Exception {
    SigningKeys keys = keys(CryptoProvider.jdk(), KeyFiles.ec("k"));
    String issuer = "\",\"aud\":\"other\"\\\n\u2028é😀";
    TokenClaims claims =
        new TokenClaims("sale", REQUEST_ID, 1, issuer, "k", ISSUED_AT, ISSUED_AT + 3600);

    JwtClaims read = consumer(keys).processToClaims(new TokenIssuer(keys).issue(claims).access());

    assertThat(read.getIssuer()).isEqualTo(issuer);
    assertThat(read.getAudience()).containsExactly("sale");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa", "ec"})
  void the_same_claims_give_the_same_bytes_again_and_from_a_fresh_instance(String type)
      throws IOException {
    TokenIssuer issuer = new TokenIssuer(keys(CryptoProvider.fastest(), key(type, "k")));
    TokenIssuer fresh = new TokenIssuer(keys(CryptoProvider.fastest(), key(type, "k")));
    Tokens first = issuer.issue(claims("k"));

    assertThat(issuer.issue(claims("k"))).isEqualTo(first);
    assertThat(fresh.issue(claims("k"))).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa", "ec"})
  void the_jdk_gives_the_same_bytes_as_the_fastest_provider(String type) throws IOException {
    TokenIssuer fastest = new TokenIssuer(keys(CryptoProvider.fastest(), key(type, "k")));
    TokenIssuer jdk = new TokenIssuer(keys(CryptoProvider.jdk(), key(type, "k")));

    assertThat(fastest.issue(claims("k"))).isEqualTo(jdk.issue(claims("k")));
  }

  @Test
  void after_a_rotation_new_tokens_have_the_new_kid_and_old_ones_stay_the_same()
      throws IOException {
    SigningKeys keys = keys(CryptoProvider.fastest(), rsa("old"));
    TokenIssuer issuer = new TokenIssuer(keys);
    Tokens before = issuer.issue(claims(keys.active().kid()));

    write(rsa("new"), rsa("old"));

    Awaitility.await().until(() -> keys.active().kid().equals("new"));
    assertThat(part(issuer.issue(claims(keys.active().kid())).access(), 0))
        .contains("\"kid\":\"new\"");
    assertThat(issuer.issue(claims("old"))).isEqualTo(before);
  }

  @Test
  void a_broken_new_file_leaves_the_old_keys_in_force() throws IOException {
    TokenIssuer issuer = new TokenIssuer(keys(CryptoProvider.fastest(), rsa("k")));
    Tokens before = issuer.issue(claims("k"));

    Files.writeString(file(), "{\"keys\":");

    Awaitility.await()
        .during(Duration.ofMillis(100))
        .until(() -> issuer.issue(claims("k")).equals(before));
  }

  @Test
  void the_active_key_signs_for_a_kid_that_is_gone_or_only_public() throws IOException {
    TokenIssuer issuer =
        new TokenIssuer(
            keys(CryptoProvider.fastest(), KeyFiles.publicPart(rsa("retired")), rsa("k")));

    assertThat(issuer.issue(claims("gone"))).isEqualTo(issuer.issue(claims("k")));
    assertThat(issuer.issue(claims("retired"))).isEqualTo(issuer.issue(claims("k")));
  }

  @Test
  void tokens_do_not_show_themselves() {
    assertThat(new Tokens("a", "b", "c")).hasToString("Tokens(hidden)");
  }

  private static TokenClaims claims(String kid) {
    return new TokenClaims("sale", REQUEST_ID, 1, ISSUER, kid, ISSUED_AT, ISSUED_AT + 3600);
  }

  private static Map<String, Object> expectedClaims(String tokenUse) {
    return Map.of(
        "aud", "sale",
        "exp", ISSUED_AT + 3600,
        "iat", ISSUED_AT,
        "iss", ISSUER,
        "nbf", ISSUED_AT,
        "queue_position", 1L,
        "sub", REQUEST_ID,
        "token_use", tokenUse);
  }

  private static Map<String, Object> claimsOf(JwtConsumer consumer, String token)
      throws InvalidJwtException {
    return consumer.processToClaims(token).getClaimsMap();
  }

  private static JwtConsumer consumer(SigningKeys keys) throws Exception {
    return new JwtConsumerBuilder()
        .setVerificationKeyResolver(
            new JwksVerificationKeyResolver(new JsonWebKeySet(keys.jwks()).getJsonWebKeys()))
        .setJwsAlgorithmConstraints(
            new AlgorithmConstraints(ConstraintType.PERMIT, "RS256", "ES256"))
        .setExpectedAudience("sale")
        .setEvaluationTime(NumericDate.fromSeconds(ISSUED_AT))
        .build();
  }

  private static String part(String token, int index) {
    String part = List.of(token.split("\\.", -1)).get(index);
    return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
  }

  private static Map<String, Object> key(String type, String kid) {
    return type.equals("rsa") ? rsa(kid) : KeyFiles.ec(kid);
  }

  private static Map<String, Object> rsa(String kid) {
    return KeyFiles.rsa(kid);
  }

  @SafeVarargs
  private final SigningKeys keys(CryptoProvider crypto, Map<String, Object>... keys)
      throws IOException {
    write(keys);
    SigningKeys opened = new SigningKeys(file(), Duration.ofMillis(10), crypto);
    open.add(opened);
    return opened;
  }

  @SafeVarargs
  private final void write(Map<String, Object>... keys) throws IOException {
    Files.writeString(file(), KeyFiles.jwks(keys));
  }

  private Path file() {
    return folder.resolve("signing-keys.json");
  }
}
