package waitingroom.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import waitingroom.access.Authentication.Authenticated;
import waitingroom.access.Authentication.Denied;
import waitingroom.access.Authentication.Reason;
import waitingroom.access.SignedRequest.Header;

/** Verifies signatures of the AWS SDK for Java. */
class SigV4AwsSdkTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-04T05:06:07Z"), ZoneOffset.UTC);
  private static final AwsCredentialsIdentity IDENTITY =
      AwsCredentialsIdentity.create(KeyFiles.ID, KeyFiles.SECRET);
  private static final String BODY = "{\"event_id\": \"Sample\", \"increment_by\": 100}";

  private final SigV4 sigV4 = new SigV4(KeyFiles.example(), SigV4.EXECUTE_API, CLOCK);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?event_id=Sample",
        "?b=2&a=1&a=0&c",
        "?q=a%20b%2Bc~%2F%3D*%C3%BC",
        "?empty=&A=1&a=1&%E1%88%B4=x"
      })
  void signed_gets_are_accepted(String query) {
    assertThat(sigV4.authenticate(sign("GET", "/api/num_active_tokens" + query, null, IDENTITY)))
        .isEqualTo(new Authenticated(KeyFiles.OWNER));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/api/a%20b/c", "/api//rooms/x:y@z/", "/api/%E1%88%B4~-_."})
  void paths_are_encoded_twice(String path) {
    assertThat(sigV4.authenticate(sign("GET", path, null, IDENTITY)))
        .isEqualTo(new Authenticated(KeyFiles.OWNER));
  }

  @Test
  void signed_posts_are_accepted() {
    assertThat(sigV4.authenticate(signedPost())).isEqualTo(new Authenticated(KeyFiles.OWNER));
  }

  @Test
  void a_session_token_is_tolerated_when_it_is_signed() {
    var identity =
        AwsSessionCredentialsIdentity.create(KeyFiles.ID, KeyFiles.SECRET, "SESSION//TOKEN==");
    SignedRequest signed = sign("POST", "/api/x", BODY, identity);
    assertThat(signed.values("x-amz-security-token")).hasSize(1);
    assertThat(sigV4.authenticate(signed)).isEqualTo(new Authenticated(KeyFiles.OWNER));
    assertThat(sigV4.authenticate(with(signed, "X-Amz-Security-Token", v -> v + "A")))
        .isEqualTo(new Denied(Reason.BAD_SIGNATURE));
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        change("method", r -> copy(r, "PUT", r.rawPath(), r.rawQuery(), r.body())),
        change("path", r -> copy(r, r.method(), r.rawPath() + "x", r.rawQuery(), r.body())),
        change("path encoding", r -> copy(r, r.method(), "/%61pi/inc", r.rawQuery(), r.body())),
        change("query value", r -> copy(r, r.method(), r.rawPath(), "a=2&b=2", r.body())),
        change("query name", r -> copy(r, r.method(), r.rawPath(), "a=1&B=2", r.body())),
        change("query member added", r -> copy(r, r.method(), r.rawPath(), "a=1&b=2&c", r.body())),
        change("query removed", r -> copy(r, r.method(), r.rawPath(), null, r.body())),
        change("body", r -> copy(r, r.method(), r.rawPath(), r.rawQuery(), new byte[] {1})),
        change("no body", r -> copy(r, r.method(), r.rawPath(), r.rawQuery(), new byte[0])),
        change("host", r -> with(r, "Host", v -> v + "x")),
        change("signed header", r -> with(r, "X-Custom", v -> v + "x")),
        change("second", r -> with(r, "X-Amz-Date", v -> v.replace("07Z", "08Z"))),
        change("region", r -> with(r, "Authorization", v -> v.replace("eu-west-1", "eu-west-2"))),
        change("last digit of the signature", r -> with(r, "Authorization", v -> flipLast(v))),
        change("header added", r -> and(r, "X-Custom", "more")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void any_single_change_is_denied(String what, UnaryOperator<SignedRequest> change) {
    assertThat(sigV4.authenticate(change.apply(signedPost())))
        .isEqualTo(new Denied(Reason.BAD_SIGNATURE));
  }

  /** The text that is signed for one path is also the spelling of another. */
  @Test
  void the_canonical_form_of_a_path_is_not_taken_for_the_path() {
    SignedRequest signed = sign("GET", "/alarms/a%20b", null, IDENTITY);
    SignedRequest changed = copy(signed, "GET", "/alarms/a%2520b", null, signed.body());
    assertThat(sigV4.authenticate(changed)).isEqualTo(new Denied(Reason.BAD_SIGNATURE));
  }

  @Test
  void another_day_in_the_scope_is_denied() {
    SignedRequest changed =
        with(signedPost(), "Authorization", v -> v.replace("/20260304/", "/20260303/"));
    assertThat(sigV4.authenticate(changed)).isEqualTo(new Denied(Reason.WRONG_SCOPE));
  }

  @Test
  void another_secret_is_denied() {
    var other = AwsCredentialsIdentity.create(KeyFiles.ID, KeyFiles.SECRET + "x");
    assertThat(sigV4.authenticate(sign("GET", "/", null, other)))
        .isEqualTo(new Denied(Reason.BAD_SIGNATURE));
  }

  @Test
  void an_unknown_key_id_is_counted_apart_but_told_the_same() {
    var other = AwsCredentialsIdentity.create("AKIDOTHER", KeyFiles.SECRET);
    assertThat(sigV4.authenticate(sign("GET", "/", null, other)))
        .isEqualTo(new Denied(Reason.UNKNOWN_KEY));
    assertThat(Reason.UNKNOWN_KEY.message()).isEqualTo(Reason.BAD_SIGNATURE.message());
  }

  private static SignedRequest signedPost() {
    return sign("POST", "/api/inc?a=1&b=2", BODY, IDENTITY);
  }

  private static SignedRequest sign(
      String method, String target, @Nullable String body, AwsCredentialsIdentity identity) {
    var request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(method))
            .uri(URI.create("http://127.0.0.1:8090" + target))
            .putHeader("X-Custom", "some  value ")
            .build();
    ContentStreamProvider payload =
        body == null ? null : ContentStreamProvider.fromUtf8String(body);
    SdkHttpRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                r ->
                    r.identity(identity)
                        .request(request)
                        .payload(payload)
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, SigV4.EXECUTE_API)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1")
                        .putProperty(HttpSigner.SIGNING_CLOCK, CLOCK))
            .request();
    List<Header> headers = new ArrayList<>();
    for (Map.Entry<String, List<String>> header : signed.headers().entrySet()) {
      header.getValue().forEach(value -> headers.add(new Header(header.getKey(), value)));
    }
    URI uri = signed.getUri();
    return new SignedRequest(
        method,
        uri.getRawPath(),
        uri.getRawQuery(),
        headers,
        body == null ? new byte[0] : body.getBytes(UTF_8));
  }

  private static Arguments change(String what, UnaryOperator<SignedRequest> change) {
    return Arguments.of(what, change);
  }

  private static SignedRequest copy(
      SignedRequest from, String method, String path, @Nullable String query, byte[] body) {
    return new SignedRequest(method, path, query, from.headers(), body);
  }

  private static SignedRequest with(
      SignedRequest from, String name, UnaryOperator<String> newValue) {
    List<Header> headers =
        from.headers().stream()
            .map(h -> h.name().equals(name) ? new Header(name, newValue.apply(h.value())) : h)
            .toList();
    assertThat(headers).isNotEqualTo(from.headers());
    return new SignedRequest(from.method(), from.rawPath(), from.rawQuery(), headers, from.body());
  }

  private static SignedRequest and(SignedRequest from, String name, String value) {
    var headers = new ArrayList<>(from.headers());
    headers.add(new Header(name, value));
    return new SignedRequest(from.method(), from.rawPath(), from.rawQuery(), headers, from.body());
  }

  private static String flipLast(String signature) {
    char last = signature.charAt(signature.length() - 1);
    return signature.substring(0, signature.length() - 1) + (last == '0' ? '1' : '0');
  }
}
