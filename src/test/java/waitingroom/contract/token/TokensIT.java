package waitingroom.contract.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.awaitility.Awaitility;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import waitingroom.contract.Expect;
import waitingroom.testkit.Answer;
import waitingroom.testkit.OnNode;
import waitingroom.testkit.Profile;
import waitingroom.testkit.TestClock;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;
import waitingroom.token.SigningAlgorithm;
import waitingroom.token.SigningKeys;

/** Content of the tokens (contract 2.7), with deviations 5 and 15. */
@OnNode(Profile.PLAIN)
class TokensIT {
  private static final String PUBLIC_ISSUER = "https://public.example/api";
  private static final String PRIVATE_ISSUER = "https://private.example/api";
  private static TestNode node;
  private static TestClock clock;

  @BeforeAll
  static void start(TestNode shared, TestClock sharedClock) {
    node = shared;
    clock = sharedClock;
  }

  @ParameterizedTest
  @CsvSource({"access_token, access", "refresh_token, refresh", "id_token, id"})
  void a_token_has_the_eight_claims_and_verifies_against_both_key_documents(
      String member, String use) throws Exception {
    TestRoom room = node.newRoom("{\"validity_period\": 120}");
    room.joinServed();
    String requestId = room.joinServed();
    String token = room.token(requestId).json().get(member).textValue();

    long now = clock.seconds();
    String expected =
        """
        {"aud": "%s", "exp": %d, "iat": %d, "iss": "%s", "nbf": %d, "queue_position": 2,
         "sub": "%s", "token_use": "%s"}"""
            .formatted(room.id(), now + 120, now, PUBLIC_ISSUER, now, requestId, use);
    JsonNode payload = part(token, 1);
    assertThat(payload).isEqualTo(Answer.parse(expected));
    assertThat(Expect.members(payload))
        .containsExactly("aud", "exp", "iat", "iss", "nbf", "queue_position", "sub", "token_use");

    JsonWebKey publicKey =
        JsonWebKey.Factory.newJwk(node.visitor().get("/public_key" + room.query()).text());
    assertThat(part(token, 0))
        .isEqualTo(
            Answer.parse(
                "{\"alg\": \"RS256\", \"kid\": \"%s\", \"typ\": \"JWT\"}"
                    .formatted(publicKey.getKeyId())));
    assertThat(Expect.members(part(token, 0))).containsExactly("alg", "kid", "typ");

    JwtClaims byKey =
        consumer(room).setVerificationKey(publicKey.getKey()).build().processToClaims(token);
    JwtClaims byJwks = consumerByJwks(room).processToClaims(token);
    assertThat(byKey.getSubject()).isEqualTo(requestId).isEqualTo(byJwks.getSubject());
  }

  @Test
  void a_token_with_a_changed_claim_does_not_verify() {
    TestRoom room = node.newRoom();
    String token = accessToken(room.token(room.joinServed()));
    String[] parts = token.split("\\.", 3);
    String changed =
        part(token, 1).toString().replace("\"queue_position\":1", "\"queue_position\":0");
    String forged =
        parts[0]
            + "."
            + Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(changed.getBytes(java.nio.charset.StandardCharsets.UTF_8))
            + "."
            + parts[2];
    assertThatThrownBy(() -> consumerByJwks(room).processToClaims(forged))
        .isInstanceOf(InvalidJwtException.class);
  }

  @Test
  void a_token_has_the_same_bytes_on_every_call_through_both_listeners() {
    TestRoom room = node.newRoom();
    String requestId = room.joinServed();
    JsonNode first = room.token(requestId).json();
    clock.advance(Duration.ofSeconds(5));
    Answer later = room.token(requestId);
    assertThat(room.operatorToken(requestId, "").text()).isEqualTo(later.text());
    for (String member : List.of("access_token", "refresh_token", "id_token")) {
      assertThat(later.json().get(member)).isEqualTo(first.get(member));
    }
    assertThat(later.json().get("expires_in").intValue()).isEqualTo(3595);
    assertThat(room.counter("token_counter")).isEqualTo(1);
  }

  @Test
  void the_issuer_is_that_of_the_listener_of_the_first_call() {
    TestRoom room = node.newRoom();
    String requestId = room.joinServed();
    Answer first = room.operatorToken(requestId, "");
    assertThat(part(accessToken(first), 1).get("iss").textValue()).isEqualTo(PRIVATE_ISSUER);
    assertThat(room.token(requestId).text()).isEqualTo(first.text());
  }

  @Test
  void deviation_5_an_issuer_applies_to_the_one_token_as_it_was_written() {
    TestRoom room = node.newRoom();
    String issuer = "<b>a</b> & \\\"\u00e9\\\" \\u20ac";
    Answer first = room.operatorToken(room.joinServed(), ", \"issuer\": \"" + issuer + "\"");
    assertThat(first.status()).isEqualTo(200);
    JsonNode payload = part(accessToken(first), 1);
    assertThat(payload.get("iss").textValue()).isEqualTo("<b>a</b> & \"\u00e9\" \u20ac");
    Answer second = room.operatorToken(room.joinServed(), "");
    assertThat(part(accessToken(second), 1).get("iss").textValue()).isEqualTo(PRIVATE_ISSUER);
  }

  @ParameterizedTest
  @CsvSource({"0", "-5", "7"})
  void an_override_of_the_validity_moves_exp_and_nothing_else(long validity) {
    TestRoom room = node.newRoom();
    Answer answer = room.operatorToken(room.joinServed(), ", \"validity_period\": " + validity);
    JsonNode payload = part(accessToken(answer), 1);
    assertThat(payload.get("exp").longValue()).isEqualTo(clock.seconds() + validity);
    assertThat(payload.get("iat").longValue()).isEqualTo(clock.seconds());
    assertThat(payload.get("nbf").longValue()).isEqualTo(clock.seconds());
  }

  @Test
  void deviation_15_keys_rotate_while_the_node_runs_and_old_tokens_stay() throws Exception {
    TestRoom room = node.newRoom();
    String old = room.joinServed();
    String oldTokens = room.token(old).text();
    String before = Files.readString(node.signingKeysFile());
    try {
      for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
        String generated = SigningKeys.generate(algorithm);
        putFirst(generated);
        awaitActive(room, generated);
        JsonNode key = publicKey(room);
        assertThat(key.get("alg").textValue()).isEqualTo(algorithm.name());
        String fresh = room.joinServed();
        Answer freshTokens = room.token(fresh);
        String token = accessToken(freshTokens);
        assertThat(part(token, 0).get("kid")).isEqualTo(key.get("kid"));
        assertThat(part(token, 0).get("alg")).isEqualTo(key.get("alg"));
        assertThat(room.token(fresh).text()).isEqualTo(freshTokens.text());
        assertThat(room.token(old).text()).isEqualTo(oldTokens);
        JwtConsumer consumer = consumerByJwks(room);
        assertThat(consumer.processToClaims(token).getSubject()).isEqualTo(fresh);
        assertThat(consumer.processToClaims(accessToken(room.token(old))).getSubject())
            .isEqualTo(old);
      }
      assertThat(node.visitor().get("/.well-known/jwks.json").json().get("keys")).hasSize(3);
    } finally {
      Files.writeString(node.signingKeysFile(), before);
      awaitActive(room, before);
    }
  }

  @Test
  void a_key_file_that_was_spoilt_changes_nothing() throws IOException {
    TestRoom room = node.newRoom();
    String requestId = room.joinServed();
    String tokens = room.token(requestId).text();
    String before = Files.readString(node.signingKeysFile());
    try {
      Files.writeString(node.signingKeysFile(), "{\"keys\": []}");
      Awaitility.await()
          .during(Duration.ofMillis(300))
          .until(() -> room.token(requestId).text().equals(tokens));
      assertThat(room.token(room.joinServed()).status()).isEqualTo(200);
    } finally {
      Files.writeString(node.signingKeysFile(), before);
    }
  }

  /** Waits for a check of the file, one every 20 ms. */
  private static void awaitActive(TestRoom room, String file) throws JoseException {
    String kid = new JsonWebKeySet(file).getJsonWebKeys().get(0).getKeyId();
    Awaitility.await().until(() -> publicKey(room).get("kid").textValue().equals(kid));
  }

  private static JsonNode publicKey(TestRoom room) {
    return node.visitor().get("/public_key" + room.query()).json();
  }

  private static void putFirst(String generated) throws IOException, JoseException {
    JsonWebKeySet all = new JsonWebKeySet(generated);
    for (JsonWebKey key :
        new JsonWebKeySet(Files.readString(node.signingKeysFile())).getJsonWebKeys()) {
      all.addJsonWebKey(key);
    }
    Files.writeString(
        node.signingKeysFile(), all.toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE));
  }

  private static JwtConsumerBuilder consumer(TestRoom room) {
    return new JwtConsumerBuilder()
        .setEvaluationTime(NumericDate.fromSeconds(clock.seconds()))
        .setExpectedAudience(room.id())
        .setExpectedIssuer(PUBLIC_ISSUER)
        .setRequireExpirationTime()
        .setRequireSubject();
  }

  private static JwtConsumer consumerByJwks(TestRoom room) throws JoseException {
    JsonWebKeySet keys = new JsonWebKeySet(node.visitor().get("/.well-known/jwks.json").text());
    return consumer(room)
        .setVerificationKeyResolver(new JwksVerificationKeyResolver(keys.getJsonWebKeys()))
        .build();
  }

  private static String accessToken(Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return answer.json().get("access_token").textValue();
  }

  private static JsonNode part(String token, int number) {
    byte[] decoded = Base64.getUrlDecoder().decode(token.split("\\.", 3)[number]);
    return Answer.parse(new String(decoded, java.nio.charset.StandardCharsets.UTF_8));
  }
}
