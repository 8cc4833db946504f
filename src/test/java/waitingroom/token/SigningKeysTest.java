package waitingroom.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeysTest {
  private final List<SigningKeys> open = new ArrayList<>();

  private static final Duration SOME_CHECKS = Duration.ofMillis(100);

  private final Path folder;

  SigningKeysTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void close() {
    open.forEach(SigningKeys::close);
  }

  @Test
  void the_public_rsa_key_has_the_members_of_the_aws_api_in_their_order() throws IOException {
    Map<String, Object> key = KeyFiles.rsa("a");

    assertThat(keys(KeyFiles.jwks(key)).publicJwk())
        .isEqualTo(
            "{\"kty\":\"RSA\",\"alg\":\"RS256\",\"kid\":\"a\",\"n\":\"%s\",\"e\":\"AQAB\"}",
            key.get("n"));
  }

  @Test
  void the_public_ec_key_has_its_members_in_a_fixed_order() throws IOException {
    Map<String, Object> key = KeyFiles.ec("e");

    assertThat(keys(KeyFiles.jwks(key)).publicJwk())
        .isEqualTo(
            "{\"kty\":\"EC\",\"alg\":\"ES256\",\"kid\":\"e\",\"crv\":\"P-256\""
                + ",\"x\":\"%s\",\"y\":\"%s\"}",
            key.get("x"), key.get("y"));
  }

  @Test
  void a_kid_that_needs_escaping_keeps_the_json_whole() throws Exception {
    SigningKeys keys = keys(KeyFiles.jwks(KeyFiles.with(KeyFiles.ec("e"), "kid", "\"\\\u0001é")));

    assertThat(PublicJsonWebKey.Factory.newPublicJwk(keys.publicJwk()).getKeyId())
        .isEqualTo("\"\\\u0001é");
  }

  @Test
  void every_key_is_published_and_found_and_the_first_private_one_is_active() throws IOException {
    String file =
        KeyFiles.jwks(
            KeyFiles.publicPart(KeyFiles.rsa("retired")), KeyFiles.rsa("a"), KeyFiles.ec("e"));
    SigningKeys keys = keys(file);
    Map<String, SigningKey> byKid = parse(file).byKid();

    assertThat(byKid).containsOnlyKeys("retired", "a", "e");
    assertThat(keys.active().kid()).isEqualTo("a");
    assertThat(keys.publicJwk()).isEqualTo(key(byKid, "a").publicJwk());
    assertThat(key(byKid, "retired").canSign()).isFalse();
    assertThat(key(byKid, "e").algorithm()).isEqualTo(SigningAlgorithm.ES256);
    assertThat(keys.jwks())
        .isEqualTo(
            Stream.of("retired", "a", "e")
                .map(kid -> "{\"use\":\"sig\"," + key(byKid, kid).publicJwk().substring(1))
                .collect(Collectors.joining(",", "{\"keys\":[", "]}")));
  }

  @ParameterizedTest
  @EnumSource(SigningAlgorithm.class)
  void a_generated_file_can_be_used(SigningAlgorithm algorithm) throws IOException {
    SigningKeys keys = keys(SigningKeys.generate(algorithm));

    assertThat(keys.active().algorithm()).isEqualTo(algorithm);
    assertThat(keys.active().kid()).matches("[0-9a-f]{32}");
    assertThat(keys.jwks()).doesNotContain("\"d\"");
  }

  @Test
  void a_changed_file_comes_into_force_and_a_broken_one_does_not() throws IOException {
    SigningKeys keys = keys(KeyFiles.jwks(KeyFiles.ec("old")));

    Files.writeString(file(), KeyFiles.jwks(KeyFiles.ec("new"), KeyFiles.ec("old")));
    Awaitility.await().until(() -> keys.active().kid().equals("new"));

    Files.writeString(file(), KeyFiles.jwks(KeyFiles.publicPart(KeyFiles.ec("old"))));
    Awaitility.await().during(SOME_CHECKS).until(() -> keys.active().kid().equals("new"));
  }

  @Test
  void a_file_without_a_private_key_is_refused() {
    assertRefused(
        KeyFiles.jwks(KeyFiles.publicPart(KeyFiles.rsa("a"))),
        "The signing key file holds no private key: add one with its private members");
    assertRefused(
        "{\"keys\":[]}",
        "The signing key file holds no private key: add one with its private members");
  }

  @Test
  void an_rsa_key_under_2048_bits_is_refused() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(1024);

    assertRefused(
        KeyFiles.jwks(jwk(generator, "RS256")),
        "The signing key k is too short: use an RSA key of at least 2048 bits");
  }

  @Test
  void a_curve_other_than_p256_is_refused() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp384r1"));

    assertRefused(
        KeyFiles.jwks(jwk(generator, "ES256")),
        "The signing key k is on the curve P-384: ES256 needs P-256");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS512", "PS256", "HS256", "none", "rs256"})
  void an_alg_that_tokens_do_not_use_is_refused(String alg) {
    assertRefused(
        KeyFiles.jwks(KeyFiles.with(KeyFiles.rsa("a"), "alg", alg)),
        "The signing key a has the alg " + alg + ": use RS256 or ES256");
  }

  @Test
  void a_missing_alg_is_refused() {
    assertRefused(
        KeyFiles.jwks(KeyFiles.without(KeyFiles.rsa("a"), "alg")),
        "The signing key a has the alg null: use RS256 or ES256");
  }

  @Test
  void an_alg_of_another_key_type_is_refused() {
    assertRefused(
        KeyFiles.jwks(KeyFiles.with(KeyFiles.rsa("a"), "alg", "ES256")),
        "The signing key a must have the kty EC for its alg");
  }

  @Test
  void a_missing_kid_is_refused() {
    assertRefused(
        KeyFiles.jwks(KeyFiles.without(KeyFiles.rsa("a"), "kid")),
        "A key of the signing key file has no kid: give every key a kid of its own");
  }

  @Test
  void a_kid_of_more_than_128_characters_is_refused() {
    assertThat(
            parse(KeyFiles.jwks(KeyFiles.with(KeyFiles.ec("e"), "kid", "k".repeat(128)))).byKid())
        .hasSize(1);
    assertRefused(
        KeyFiles.jwks(KeyFiles.with(KeyFiles.ec("e"), "kid", "k".repeat(129))),
        "A key of the signing key file has a kid of more than 128 characters: shorten it");
  }

  @Test
  void a_repeated_kid_is_refused() {
    assertRefused(
        KeyFiles.jwks(KeyFiles.rsa("a"), KeyFiles.with(KeyFiles.ec("e"), "kid", "a")),
        "The signing key file holds two keys with the kid a: give every key a kid of its own");
  }

  @Test
  void an_rsa_key_without_its_primes_is_refused() {
    assertRefused(
        KeyFiles.jwks(KeyFiles.without(KeyFiles.rsa("a"), "p", "q", "dp", "dq", "qi")),
        "The signing key a lacks private members: give all of d, p, q, dp, dq and qi");
  }

  @Test
  void private_members_of_another_key_are_refused() {
    assertRefused(
        KeyFiles.jwks(KeyFiles.with(KeyFiles.ec("e"), "d", member(KeyFiles.ec("f"), "d"))),
        "The signing key e has private members that do not match its public ones");
  }

  @Test
  void a_point_off_the_curve_is_refused() {
    assertRefused(
        KeyFiles.jwks(KeyFiles.with(KeyFiles.ec("e"), "y", member(KeyFiles.ec("f"), "y"))),
        "The signing key e is not a point on P-256: write the file again from its source");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "{}", "{\"keys\":{}}", "{\"keys\":[1]}"})
  void what_is_no_jwk_set_is_refused(String content) {
    assertRefused(
        content,
        "The signing key file is not a JWK set: it must be JSON of the form {\"keys\": [...]}"
            + " (RFC 7517)");
  }

  private static Map<String, Object> jwk(KeyPairGenerator generator, String alg) throws Exception {
    var pair = generator.generateKeyPair();
    PublicJsonWebKey jwk = PublicJsonWebKey.Factory.newPublicJwk(pair.getPublic());
    jwk.setPrivateKey(pair.getPrivate());
    jwk.setKeyId("k");
    jwk.setAlgorithm(alg);
    return jwk.toParams(OutputControlLevel.INCLUDE_PRIVATE);
  }

  private static SigningKey key(Map<String, SigningKey> byKid, String kid) {
    return Objects.requireNonNull(byKid.get(kid));
  }

  private static Object member(Map<String, Object> key, String name) {
    return Objects.requireNonNull(key.get(name));
  }

  private static void assertRefused(String content, String message) {
    assertThatThrownBy(() -> parse(content))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .hasMessage(message);
  }

  private static KeyRing parse(String content) {
    return KeyRing.parse(content.getBytes(StandardCharsets.UTF_8), CryptoProvider.jdk());
  }

  private Path file() {
    return folder.resolve("signing-keys.json");
  }

  private SigningKeys keys(String content) throws IOException {
    Files.writeString(file(), content);
    SigningKeys opened = new SigningKeys(file(), Duration.ofMillis(10), CryptoProvider.fastest());
    open.add(opened);
    return opened;
  }
}
