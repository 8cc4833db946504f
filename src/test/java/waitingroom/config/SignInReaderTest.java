package waitingroom.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import waitingroom.access.Role;
import waitingroom.access.signin.OpenIdSettings;
import waitingroom.access.signin.SignInSettings;

/** Sign-in settings, and refusals of their reader. */
class SignInReaderTest {
  private static final String OPENID =
      """
      session.origin = "https://rooms.example"
      openid {
        issuer = "https://id.example/realms/staff", client-id = rooms
        roles { viewer = [staff], admin = [owners, "it: admins"] }
      }
      """;

  private static SignInSettings read(String more) {
    Config config =
        ConfigFactory.parseString("waiting-room.admin {\n" + more + "\n}")
            .withFallback(ConfigFactory.parseResources("waiting-room.conf"))
            .resolve();
    return SignInReader.read(Block.of(config).block("admin"));
  }

  private static void refused(String more, String message) {
    assertThatThrownBy(() -> read(more))
        .as(more)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void as_shipped_cookies_are_secure_and_there_is_no_identity_provider() {
    SignInSettings settings = read("");

    assertThat(settings.secureCookie()).isTrue();
    assertThat(settings.checkEvery()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.idleTimeout()).isEqualTo(Duration.ofMinutes(30));
    assertThat(settings.absoluteTimeout()).isEqualTo(Duration.ofHours(12));
    assertThat(settings.origin()).isEmpty();
    assertThat(settings.addressHeader()).isEmpty();
    assertThat(settings.openId()).isEmpty();
  }

  @Test
  void an_identity_provider_is_read_with_its_groups() {
    OpenIdSettings provider = read(OPENID + "openid.client-secret-file = s").openId().orElseThrow();

    assertThat(provider.issuer()).isEqualTo("https://id.example/realms/staff");
    assertThat(provider.clientId()).isEqualTo("rooms");
    assertThat(provider.clientSecretFile()).contains(Path.of("s"));
    assertThat(provider.scopes()).containsExactly("openid", "profile");
    assertThat(provider.groups())
        .isEqualTo(Map.of("staff", Role.VIEWER, "owners", Role.ADMIN, "it: admins", Role.ADMIN));
    assertThat(provider.redirectUri()).isEqualTo("https://rooms.example/session/openid/callback");
  }

  @ParameterizedTest
  @CsvSource({
    "session.idle-timeout, 59s, 25h",
    "session.absolute-timeout, 59s, 169h",
    "check-keys-every, 99ms, 61s"
  })
  void times_have_bounds(String name, String below, String above) {
    refused(name + " = " + below, "must be between");
    refused(name + " = " + above, "must be between");
  }

  @Test
  void an_origin_is_scheme_and_host_alone() {
    read("session.origin = \"http://127.0.0.1:8090\"");
    for (String wrong :
        new String[] {
          "rooms.example",
          "https://rooms.example/",
          "https://rooms.example/x",
          "ftp://x",
          "https://"
        }) {
      refused("session.origin = \"" + wrong + "\"", "origin must be scheme and host");
    }
  }

  @Test
  void an_identity_provider_needs_what_makes_signing_in_safe() {
    refused(OPENID + "session.origin = \"\"", "WAITING_ROOM_ADMIN_ORIGIN");
    refused(OPENID + "openid.client-id = \"\"", "client-id is empty");
    refused(OPENID + "openid.scopes = [profile]", "scopes must have openid");
    refused(OPENID + "openid.issuer = \"http://id.example\"", "issuer must be an https address");
    refused(OPENID + "openid.issuer = \"a b\"", "issuer must be an https address");
    refused(OPENID + "openid.roles { viewer = [], admin = [] }", "gives no group a role");
    refused(OPENID + "openid.roles.operator = [owners]", "the group owners two roles");
  }
}
