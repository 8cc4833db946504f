package waitingroom.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClientCredentialsTest {
  private static final String SECRET = "abcdefghijklmnopqrstuvwxyz:+%012";

  private static ClientCredentials of(@Nullable String header, Map<String, String> form) {
    return ClientCredentials.of(
        Optional.ofNullable(header), name -> Optional.ofNullable(form.get(name)));
  }

  private static String basic(String pair) {
    return "bAsIc " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
  }

  private static Client client(@Nullable String secret) {
    return new Client(
        secret == null ? null : SecretHash.of(secret),
        List.of(new RedirectUri("https://shop.example/")),
        List.of(),
        Scopes.DEFAULT,
        SubjectType.PUBLIC);
  }

  private static void refused(OAuthError error, Runnable call) {
    assertThatExceptionOfType(OAuthRefusal.class)
        .isThrownBy(call::run)
        .satisfies(refusal -> assertThat(refusal.error()).isEqualTo(error));
  }

  @Test
  void basic_credentials_are_encoded_as_in_a_form() {
    ClientCredentials credentials =
        of(basic("Sam%2Dple:abcdefghijklmnopqrstuvwxyz%3A%2B%25012"), Map.of());
    assertThat(credentials).isEqualTo(new ClientCredentials("Sam-ple", SECRET));
    assertThat(credentials.proves(client(SECRET))).isTrue();
  }

  @Test
  void a_form_may_carry_them_but_not_both() {
    Map<String, String> form = Map.of("client_id", "Sample", "client_secret", SECRET);
    assertThat(of(null, form)).isEqualTo(new ClientCredentials("Sample", SECRET));
    refused(OAuthError.INVALID_REQUEST, () -> of(basic("Sample:x"), form));
    refused(OAuthError.INVALID_CLIENT, () -> of(basic("Sample:x"), Map.of("client_id", "Another")));
  }

  @Test
  void malformed_credentials_are_refused() {
    for (String header :
        List.of(
            "Bearer x",
            "Basic %%",
            basic("nocolon"),
            basic(":x"),
            basic("a:%"),
            basic("a:" + "x".repeat(2000)))) {
      refused(OAuthError.INVALID_CLIENT, () -> of(header, Map.of()));
    }
    refused(OAuthError.INVALID_CLIENT, () -> of(null, Map.of("client_secret", SECRET)));
  }

  @Test
  void a_client_proves_itself_with_its_secret_and_a_public_one_with_none() {
    ClientCredentials none = new ClientCredentials("Sample", null);
    ClientCredentials wrong = new ClientCredentials("Sample", SECRET + "x");
    assertThat(none.proves(client(SECRET))).isFalse();
    assertThat(wrong.proves(client(SECRET))).isFalse();
    assertThat(wrong.proves(client(null))).isFalse();
    assertThat(none.proves(client(null))).isTrue();
  }

  @Test
  void secrets_that_could_be_guessed_are_refused_and_generated_ones_are_not() {
    String generated = SecretHash.generate(new SecureRandom());
    assertThat(generated).matches("[A-Za-z0-9]{50}");
    assertThat(SecretHash.of(generated).matches(generated)).isTrue();
    for (String weak : List.of("abcdefghijklmnopqrstuvwxyz01234", "ab".repeat(20))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SecretHash.of(weak))
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain(weak));
    }
  }

  @Test
  void nothing_that_holds_a_secret_prints_it() {
    assertThat(new ClientCredentials("Sample", SECRET).toString()).doesNotContain(SECRET);
    assertThat(client(SECRET).toString()).contains("SecretHash(hidden)").doesNotContain(SECRET);
  }
}
