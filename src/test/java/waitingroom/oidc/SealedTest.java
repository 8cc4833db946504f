package waitingroom.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import waitingroom.secret.MasterSecret;

class SealedTest {
  private static final MasterSecret SECRET = secret("0123456789abcdefghijklmnopqrstuvwxyz");
  private static final AuthorizationRequest REQUEST =
      new AuthorizationRequest(
          "Sample", "https://shop.example/", List.of("openid"), "s\u00fc\"{", null, null);
  private static final AuthorizationCode CODE =
      AuthorizationCode.of(new UUID(1, 2), REQUEST, "the-request-id", 1000, 60);

  private final Sealed<AuthorizationRequest> requests =
      Sealed.of(AuthorizationRequest.class, SECRET);
  private final Sealed<AuthorizationCode> codes = Sealed.of(AuthorizationCode.class, SECRET);

  private static MasterSecret secret(String text) {
    return MasterSecret.parse(Base64.getEncoder().encode(text.getBytes(UTF_8)));
  }

  @Test
  void what_was_sealed_can_be_opened_by_every_node_with_the_same_secret() {
    assertThat(Sealed.of(AuthorizationRequest.class, SECRET).open(requests.seal(REQUEST)))
        .contains(REQUEST);
    assertThat(codes.open(codes.seal(CODE))).contains(CODE);
  }

  @Test
  void it_needs_no_encoding_and_does_not_show_the_request_id() {
    String sealed = codes.seal(CODE);
    assertThat(sealed).matches("[A-Za-z0-9_-]+");
    assertThat(new String(Base64.getUrlDecoder().decode(sealed), UTF_8)).doesNotContain("request");
    assertThat(codes.seal(CODE)).as("sealed again").isNotEqualTo(sealed);
  }

  @Test
  void a_value_of_another_kind_or_under_another_secret_is_unknown() {
    assertThat(codes.open(requests.seal(REQUEST))).isEmpty();
    MasterSecret other = secret("zyxwvutsrqponmlkjihgfedcba9876543210");
    assertThat(Sealed.of(AuthorizationCode.class, other).open(codes.seal(CODE))).isEmpty();
    assertThat(codes.open("")).isEmpty();
    assertThat(codes.open("a.b")).isEmpty();
    assertThat(codes.open("x".repeat(9000))).isEmpty();
  }

  @Test
  void every_part_is_protected() {
    String sealed = codes.seal(CODE);
    // Not the last character, which may have unused bits.
    for (int i = 0; i < sealed.length() - 1; i++) {
      char other = sealed.charAt(i) == 'x' ? 'y' : 'x';
      String bent = sealed.substring(0, i) + other + sealed.substring(i + 1);
      assertThat(codes.open(bent)).as("character %d", i).isEmpty();
    }
  }
}
