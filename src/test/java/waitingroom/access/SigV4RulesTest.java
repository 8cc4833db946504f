package waitingroom.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import waitingroom.access.Authentication.Authenticated;
import waitingroom.access.Authentication.Denied;
import waitingroom.access.Authentication.Reason;
import waitingroom.access.SignedRequest.Header;

/**
 * Rules that real clients obey: each request is signed by hand, so that it breaks only the rule
 * under test.
 */
class SigV4RulesTest {
  private static final String DATE = "20260304T235959Z";
  private static final Instant NOW = Instant.parse("2026-03-04T23:59:59Z");
  private static final String EMPTY_HASH =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  private static final Header HOST = new Header("Host", "localhost");
  private static final Header TIME = new Header("X-Amz-Date", DATE);

  @ParameterizedTest
  @CsvSource({"0", "300", "-300"})
  void a_request_is_accepted_up_to_five_minutes_off(long seconds) {
    assertThat(at(NOW.plusSeconds(seconds)).authenticate(signed(null, HOST, TIME)))
        .isEqualTo(new Authenticated(KeyFiles.OWNER));
  }

  @ParameterizedTest
  @CsvSource({"301", "-301", "86400"})
  void a_request_further_off_is_denied(long seconds) {
    assertThat(at(NOW.plusSeconds(seconds)).authenticate(signed(null, HOST, TIME)))
        .isEqualTo(new Denied(Reason.CLOCK_SKEW));
  }

  @Test
  void the_age_of_an_accepted_request_no_longer_counts_but_all_else_does() {
    SigV4 tomorrow = at(NOW.plus(Duration.ofDays(1)));
    assertThat(tomorrow.again(signed(null, HOST, TIME)))
        .isEqualTo(new Authenticated(KeyFiles.OWNER));
    assertThat(tomorrow.again(signed(null, TIME))).isEqualTo(new Denied(Reason.MALFORMED));
    SigV4 without =
        new SigV4(id -> Optional.empty(), SigV4.EXECUTE_API, Clock.fixed(NOW, ZoneOffset.UTC));
    assertThat(without.again(signed(null, HOST, TIME))).isEqualTo(new Denied(Reason.UNKNOWN_KEY));
  }

  @Test
  void half_a_second_past_five_minutes_is_denied() {
    assertThat(
            at(NOW.plus(SigV4.SKEW_MAX).plus(Duration.ofMillis(500)))
                .authenticate(signed(null, HOST, TIME)))
        .isEqualTo(new Denied(Reason.CLOCK_SKEW));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Wed, 04 Mar 2026 23:59:59 GMT", DATE})
  void the_date_header_serves_where_x_amz_date_is_missing(String date) {
    assertThat(authenticate(signed(null, new Header("Date", date), HOST)))
        .isEqualTo(new Authenticated(KeyFiles.OWNER));
  }

  @Test
  void x_amz_date_goes_before_date() {
    assertThat(authenticate(signed(null, new Header("Date", "nonsense"), HOST, TIME)))
        .isEqualTo(new Authenticated(KeyFiles.OWNER));
  }

  @Test
  void the_host_has_to_be_signed() {
    assertThat(authenticate(signed(null, TIME))).isEqualTo(new Denied(Reason.MALFORMED));
    assertThat(authenticate(and(signed(null, TIME), HOST))).isEqualTo(new Denied(Reason.MALFORMED));
  }

  @Test
  void a_second_host_is_denied() {
    assertThat(authenticate(signed(null, HOST, HOST, TIME)))
        .isEqualTo(new Denied(Reason.MALFORMED));
  }

  @Test
  void a_second_date_is_denied() {
    assertThat(authenticate(signed(null, HOST, TIME, TIME)))
        .isEqualTo(new Denied(Reason.MALFORMED));
  }

  @Test
  void a_second_authorization_header_is_denied() {
    SignedRequest signed = signed(null, HOST, TIME);
    Header again = new Header("authorization", signed.values("Authorization").get(0));
    assertThat(authenticate(and(signed, again))).isEqualTo(new Denied(Reason.MALFORMED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Amz-Security-Token", "x-amz-contents-sha256", "X-AMZ-Target"})
  void an_amz_header_has_to_be_signed(String name) {
    assertThat(authenticate(and(signed(null, HOST, TIME), new Header(name, EMPTY_HASH))))
        .isEqualTo(new Denied(Reason.MALFORMED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Amzn-Trace-Id", "X-Amz-Cf-Id", "X-Forwarded-For"})
  void what_proxies_add_need_not_be_signed(String name) {
    assertThat(authenticate(and(signed(null, HOST, TIME), new Header(name, "1"))))
        .isEqualTo(new Authenticated(KeyFiles.OWNER));
  }

  @Test
  void a_signed_header_has_to_be_there() {
    SignedRequest signed = signed(null, HOST, TIME, new Header("X-Custom", ""));
    List<Header> without =
        signed.headers().stream().filter(header -> !header.name().equals("X-Custom")).toList();
    assertThat(authenticate(new SignedRequest("GET", "/", null, without, new byte[0])))
        .isEqualTo(new Denied(Reason.MALFORMED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UNSIGNED-PAYLOAD",
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER"
      })
  void a_body_that_is_not_signed_is_not_supported(String hash) {
    Header unsigned = new Header("X-Amz-Content-Sha256", hash);
    assertThat(authenticate(signed(null, HOST, unsigned, TIME)))
        .isEqualTo(new Denied(Reason.UNSUPPORTED));
  }

  @Test
  void a_stated_body_hash_has_to_be_that_of_the_body() {
    Header right = new Header("X-Amz-Content-Sha256", EMPTY_HASH);
    Header wrong = new Header("X-Amz-Content-Sha256", EMPTY_HASH.replace('e', 'f'));
    assertThat(authenticate(signed(null, HOST, right, TIME)))
        .isEqualTo(new Authenticated(KeyFiles.OWNER));
    assertThat(authenticate(signed(null, HOST, wrong, TIME)))
        .isEqualTo(new Denied(Reason.BAD_SIGNATURE));
  }

  @Test
  void a_stated_body_hash_need_not_be_signed_but_has_to_be_that_of_the_body() {
    SignedRequest signed = signed(null, HOST, TIME);
    assertThat(authenticate(and(signed, new Header("x-amz-content-sha256", EMPTY_HASH))))
        .isEqualTo(new Authenticated(KeyFiles.OWNER));
    String other = EMPTY_HASH.replace('e', 'f');
    assertThat(authenticate(and(signed, new Header("x-amz-content-sha256", other))))
        .isEqualTo(new Denied(Reason.BAD_SIGNATURE));
    assertThat(authenticate(and(signed, new Header("x-amz-content-sha256", "UNSIGNED-PAYLOAD"))))
        .isEqualTo(new Denied(Reason.UNSUPPORTED));
  }

  @Test
  void a_presigned_query_is_not_supported() {
    String query = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=" + EMPTY_HASH;
    assertThat(authenticate(signed(query, HOST, TIME))).isEqualTo(new Denied(Reason.UNSUPPORTED));
  }

  @Test
  void a_secret_changes_without_a_restart() throws Exception {
    var file = Files.createTempFile("access-keys", ".ini");
    file.toFile().deleteOnExit();
    String profile = "[a]\naws_access_key_id=%s\naws_secret_access_key=%s\n";
    Files.writeString(file, profile.formatted(KeyFiles.ID, "x".repeat(40)));
    var keys = new AccessKeys(file, Duration.ofMillis(10));
    var sigV4 = new SigV4(keys, SigV4.EXECUTE_API, Clock.fixed(NOW, ZoneOffset.UTC));
    SignedRequest request = signed(null, HOST, TIME);
    assertThat(sigV4.authenticate(request)).isEqualTo(new Denied(Reason.BAD_SIGNATURE));

    Files.writeString(file, profile.formatted(KeyFiles.ID, KeyFiles.SECRET));

    Authentication known = new Authenticated(new Principal("a", Role.ADMIN));
    Awaitility.await().until(() -> sigV4.authenticate(request).equals(known));
  }

  private static Authentication authenticate(SignedRequest request) {
    return at(NOW).authenticate(request);
  }

  private static SigV4 at(Instant now) {
    return new SigV4(KeyFiles.example(), SigV4.EXECUTE_API, Clock.fixed(now, ZoneOffset.UTC));
  }

  private static SignedRequest and(SignedRequest request, Header header) {
    var headers = new ArrayList<>(request.headers());
    headers.add(header);
    return new SignedRequest(
        request.method(), request.rawPath(), request.rawQuery(), headers, request.body());
  }

  /** A GET of / with an empty body, signed over all headers, which must be sorted by name. */
  private static SignedRequest signed(@Nullable String sortedQuery, Header... headers) {
    List<String> names =
        List.of(headers).stream().map(h -> h.name().toLowerCase(Locale.ROOT)).toList();
    String lines =
        List.of(headers).stream()
            .map(h -> h.name().toLowerCase(Locale.ROOT) + ":" + h.value() + "\n")
            .collect(Collectors.joining());
    String query = sortedQuery == null ? "" : sortedQuery;
    String signedHeaders = names.stream().distinct().collect(Collectors.joining(";"));
    String canonical = "GET\n/\n" + query + "\n" + lines + "\n" + signedHeaders + "\n" + EMPTY_HASH;
    String scope = DATE.substring(0, 8) + "/eu-west-1/execute-api/aws4_request";
    String authorization =
        "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s"
            .formatted(KeyFiles.ID, scope, signedHeaders, signature(canonical, scope));
    var all = new ArrayList<>(List.of(headers));
    all.add(new Header("Authorization", authorization));
    return new SignedRequest("GET", "/", sortedQuery, all, new byte[0]);
  }

  private static String signature(String canonical, String scope) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(UTF_8));
      byte[] key = ("AWS4" + KeyFiles.SECRET).getBytes(UTF_8);
      var steps = new ArrayList<>(List.of(scope.split("/", -1)));
      steps.add("AWS4-HMAC-SHA256\n" + DATE + "\n" + scope + "\n" + HexFormat.of().formatHex(hash));
      for (String step : steps) {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        key = mac.doFinal(step.getBytes(UTF_8));
      }
      return HexFormat.of().formatHex(key);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
