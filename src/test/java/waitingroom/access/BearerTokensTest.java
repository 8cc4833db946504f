package waitingroom.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import waitingroom.access.Authentication.Authenticated;
import waitingroom.access.Authentication.Denied;
import waitingroom.access.Authentication.Reason;
import waitingroom.outbound.AddressBlock;
import waitingroom.outbound.AddressRules;
import waitingroom.outbound.Outbound;
import waitingroom.outbound.OutboundLimits;

class BearerTokensTest {
  private static final long NOW = 1_700_000_000;
  private static final String ISSUER = "https://issuer.example";
  private static final Map<String, Role> ROLES =
      Map.of("reader", Role.VIEWER, "mover", Role.OPERATOR, "owner", Role.ADMIN);
  private static final EllipticCurveJsonWebKey KEY = key("known");

  private static final Outbound OUTBOUND = new Outbound();
  private static final AddressRules LOOPBACK =
      new AddressRules(List.of(AddressBlock.parse("127.0.0.1")));

  private final Path folder;

  BearerTokensTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterAll
  static void close() {
    OUTBOUND.close();
  }

  @Test
  void a_good_token_has_the_highest_of_its_roles() throws Exception {
    JwtClaims claims = claims();
    claims.setStringListClaim("role", List.of("reader", "mover", "janitor"));

    assertThat(tokens().authenticate(signed(claims, KEY)))
        .isEqualTo(new Authenticated(new Principal("somebody", Role.OPERATOR)));
  }

  @Test
  void a_role_may_stand_deep_in_the_token() throws Exception {
    JwtClaims claims = claims();
    claims.unsetClaim("role");
    claims.setClaim("realm_access", Map.of("roles", List.of("owner")));
    BearerTokens deep = tokens("realm_access.roles");

    assertThat(deep.authenticate(signed(claims, KEY)))
        .isEqualTo(new Authenticated(new Principal("somebody", Role.ADMIN)));
  }

  @Test
  void a_token_without_a_role_of_ours_is_denied() throws Exception {
    JwtClaims claims = claims();
    claims.setStringClaim("role", "janitor");
    denied(signed(claims, KEY), Reason.NO_ROLE);
    claims.setClaim("role", 1);
    denied(signed(claims, KEY), Reason.NO_ROLE);
    claims.unsetClaim("role");
    denied(signed(claims, KEY), Reason.NO_ROLE);
  }

  @Test
  void a_token_of_another_issuer_or_for_another_audience_is_denied() throws Exception {
    JwtClaims claims = claims();
    claims.setIssuer("https://other.example");
    denied(signed(claims, KEY), Reason.FOREIGN_TOKEN);
    claims = claims();
    claims.setAudience("others");
    denied(signed(claims, KEY), Reason.FOREIGN_TOKEN);
    claims.unsetClaim("aud");
    denied(signed(claims, KEY), Reason.FOREIGN_TOKEN);
  }

  @Test
  void a_token_lives_for_thirty_seconds_past_its_end_and_no_longer() throws Exception {
    JwtClaims claims = claims();
    claims.setExpirationTime(NumericDate.fromSeconds(NOW - 29));
    assertThat(tokens().authenticate(signed(claims, KEY))).isInstanceOf(Authenticated.class);
    claims.setExpirationTime(NumericDate.fromSeconds(NOW - 30));
    denied(signed(claims, KEY), Reason.EXPIRED_TOKEN);
  }

  @Test
  void a_token_of_the_future_is_denied() throws Exception {
    JwtClaims claims = claims();
    claims.setNotBefore(NumericDate.fromSeconds(NOW + 31));
    denied(signed(claims, KEY), Reason.CLOCK_SKEW);
  }

  @Test
  void a_token_without_an_end_or_a_subject_is_denied() throws Exception {
    JwtClaims endless = claims();
    endless.unsetClaim("exp");
    denied(signed(endless, KEY), Reason.MALFORMED);
    for (String subject : List.of("", " ", "a\nb", "x".repeat(257))) {
      JwtClaims claims = claims();
      claims.setSubject(subject);
      denied(signed(claims, KEY), Reason.MALFORMED);
    }
  }

  @Test
  void a_token_of_an_unknown_key_or_with_a_bad_signature_is_denied() throws Exception {
    denied(signed(claims(), key("unknown")), Reason.UNKNOWN_KEY);
    denied(signed(claims(), key("known")), Reason.BAD_SIGNATURE);
    String good = signed(claims(), KEY);
    int dot = good.lastIndexOf('.');
    char other = good.charAt(dot + 5) == 'A' ? 'B' : 'A';
    denied(good.substring(0, dot + 5) + other + good.substring(dot + 6), Reason.BAD_SIGNATURE);
  }

  @Test
  void a_shared_secret_or_no_signature_at_all_is_not_supported() throws Exception {
    JsonWebSignature hmac = new JsonWebSignature();
    hmac.setPayload(claims().toJson());
    hmac.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
    hmac.setKey(new HmacKey(KEY.getPublicKey().getEncoded()));
    denied(hmac.getCompactSerialization(), Reason.UNSUPPORTED);
    denied("eyJhbGciOiJub25lIn0.e30.", Reason.UNSUPPORTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a.b.c", "..", "e30.e30.e30"})
  void what_is_no_token_is_malformed_or_unknown(String token) throws Exception {
    assertThat(tokens().authenticate(token)).isInstanceOf(Denied.class);
  }

  @Test
  void a_token_of_more_than_16_KiB_is_not_looked_at() throws Exception {
    JwtClaims claims = claims();
    claims.setStringClaim("more", "x".repeat(16_384));
    denied(signed(claims, KEY), Reason.MALFORMED);
  }

  @Test
  void keys_are_fetched_from_a_url() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] jwks =
        new JsonWebKeySet(KEY)
            .toJson(OutputControlLevel.PUBLIC_ONLY)
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, jwks.length);
          exchange.getResponseBody().write(jwks);
          exchange.close();
        });
    server.start();
    try {
      assertThat(tokens(server.getAddress().getPort()).authenticate(signed(claims(), KEY)))
          .isInstanceOf(Authenticated.class);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void keys_that_cannot_be_fetched_are_worth_another_try() throws Exception {
    int port;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = taken.getLocalPort();
    }
    assertThat(tokens(port).authenticate(signed(claims(), KEY)))
        .isEqualTo(new Denied(Reason.KEYS_UNAVAILABLE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "[]",
        "1",
        "null",
        "{}",
        "{\"keys\":null}",
        "{\"keys\":\"x\"}",
        "{\"keys\":{}}",
        "{\"keys\":[1]}",
        "{\"keys\":[null]}",
        "{\"keys\":[[]]}"
      })
  void a_key_file_that_is_no_key_set_is_refused_without_quoting_it(String content)
      throws IOException {
    Path file = Files.writeString(folder.resolve("broken.jwks"), content);

    assertThatThrownBy(() -> tokens("role", new BearerSettings.JwksFile(file)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .hasMessageContaining("JSON Web Key Set");
  }

  private void denied(String token, Reason reason) throws Exception {
    assertThat(tokens().authenticate(token)).isEqualTo(new Denied(reason));
  }

  private BearerTokens tokens() throws IOException {
    return tokens("role");
  }

  private BearerTokens tokens(String roleClaim) throws IOException {
    Path file = folder.resolve("jwks");
    Files.writeString(file, new JsonWebKeySet(KEY).toJson(OutputControlLevel.PUBLIC_ONLY));
    return tokens(roleClaim, new BearerSettings.JwksFile(file));
  }

  private static BearerTokens tokens(int port) {
    return tokens("role", new BearerSettings.JwksUrl(URI.create("http://127.0.0.1:" + port)));
  }

  private static BearerTokens tokens(String roleClaim, BearerSettings.Keys keys) {
    return new BearerTokens(
        new BearerSettings(ISSUER, "us", roleClaim, ROLES, keys),
        OUTBOUND.client(LOOPBACK, OutboundLimits.DOCUMENTS),
        Duration.ofHours(1),
        Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC));
  }

  private static JwtClaims claims() {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(ISSUER);
    claims.setAudience("us");
    claims.setSubject("somebody");
    claims.setExpirationTime(NumericDate.fromSeconds(NOW + 60));
    claims.setStringClaim("role", "owner");
    return claims;
  }

  private static String signed(JwtClaims claims, EllipticCurveJsonWebKey key) throws JoseException {
    JsonWebSignature signature = new JsonWebSignature();
    signature.setPayload(claims.toJson());
    signature.setKey(key.getPrivateKey());
    signature.setKeyIdHeaderValue(key.getKeyId());
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
    return signature.getCompactSerialization();
  }

  private static EllipticCurveJsonWebKey key(String kid) {
    try {
      EllipticCurveJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
      key.setKeyId(kid);
      return key;
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }
}
