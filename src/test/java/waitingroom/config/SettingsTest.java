package waitingroom.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import waitingroom.access.BearerSettings.JwksFile;
import waitingroom.access.BearerSettings.JwksUrl;
import waitingroom.access.Role;
import waitingroom.alarm.watch.SmtpSettings;
import waitingroom.http.server.TlsSettings;
import waitingroom.room.RoomId;

/** Values of {@code waiting-room.conf}, and refusals of its reader. */
class SettingsTest {
  private static final String SECRETS =
      """
      waiting-room {
        admin.access-keys-file = keys
        secrets { master-secret-file = master, signing-keys-file = signing }
      }
      """;
  private static final String BEARER =
      """
      waiting-room.admin.bearer {
        issuer = "https://issuer.example", audience = us, jwks-file = jwks
      }
      """;

  @Test
  void with_its_secrets_named_the_file_as_shipped_is_complete() {
    Settings settings = settings("");

    assertThat(settings.defaultRooms()).containsExactly(new RoomId("Sample"));
    assertThat(settings.masterSecretFile()).isEqualTo(Path.of("master"));
    assertThat(settings.signingKeysFile()).isEqualTo(Path.of("signing"));
    assertThat(settings.accessKeysFile()).contains(Path.of("keys"));
    assertThat(settings.bearer()).isEmpty();
    assertThat(settings.publicListener().issuer()).isEqualTo("http://127.0.0.1:8080/api");
    assertThat(settings.adminListener().issuer()).isEqualTo("http://127.0.0.1:8090/api");
    assertThat(settings.adminListener().requestTimeout()).isEqualTo(Duration.ofSeconds(50));
    assertThat(settings.signing().threads()).isPositive();
    assertThat(settings.rooms().joins().deadline()).isEqualTo(Duration.ofSeconds(8));
    assertThat(settings.webhooks().giveUpAfter()).isEqualTo(Duration.ofHours(24));
    assertThat(settings.webhooks().allowed()).isEmpty();
    assertThat(settings.lease().renewEvery()).isEqualTo(Duration.ofSeconds(2));
    assertThat(settings.tracing().endpoint()).isEmpty();
    assertThat(settings.tracing().sample()).isEqualTo(0.01);
  }

  @Test
  void with_files_for_tls_a_listener_is_at_https() {
    Settings settings =
        settings("waiting-room.admin.tls { certificate-chain-file = c, private-key-file = k }");

    assertThat(settings.publicListener().tls()).isEmpty();
    assertThat(settings.adminListener().issuer()).isEqualTo("https://127.0.0.1:8090/api");
    TlsSettings tls = settings.adminListener().tls().orElseThrow();
    assertThat(tls.certificateChain()).isEqualTo(Path.of("c"));
    assertThat(tls.privateKey()).isEqualTo(Path.of("k"));
    assertThat(tls.hstsMaxAge()).isEqualTo(Duration.ofDays(365));
  }

  @ParameterizedTest
  @ValueSource(strings = {"certificate-chain-file", "private-key-file"})
  void one_file_for_tls_without_the_other_is_refused(String name) {
    assertThatThrownBy(() -> settings("waiting-room.public.tls." + name + " = file"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("name both files for TLS, or none for plain HTTP");
  }

  @ParameterizedTest
  @CsvSource({
    "otlp-endpoint, http://collector:4318, must be a whole address with its path",
    "otlp-endpoint, collector:4318/v1/traces, must be a whole address with its path",
    "sample, 1.01, must be between 0 and 1",
    "sample, -0.1, must be between 0 and 1",
  })
  void a_wrong_setting_of_traces_is_refused(String name, String value, String rule) {
    assertThatThrownBy(() -> settings("waiting-room.tracing." + name + " = \"" + value + "\""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name + " " + rule);
  }

  @Test
  void an_issuer_of_operators_is_read_with_its_roles_and_keys() {
    var bearer = settings(BEARER).bearer().orElseThrow();
    assertThat(bearer.roleValues())
        .isEqualTo(
            Map.of(
                "shop", Role.SHOP,
                "viewer", Role.VIEWER,
                "operator", Role.OPERATOR,
                "admin", Role.ADMIN));
    assertThat(bearer.keys()).isEqualTo(new JwksFile(Path.of("jwks")));

    String url = "waiting-room.admin.bearer.jwks-url = \"https://issuer.example/jwks\"";
    assertThat(settings(BEARER + url).bearer().orElseThrow().keys())
        .isEqualTo(new JwksUrl(URI.create("https://issuer.example/jwks")));
  }

  @Test
  void a_mail_server_needs_a_sender_and_a_password_for_its_user() {
    String host = "waiting-room.alarms.smtp.host = mail.example\n";
    String from = "waiting-room.alarms.smtp.from = \"line@shop.example\"\n";
    assertThat(settings("").alarms().smtp()).isEmpty();
    assertThatThrownBy(() -> settings(host)).hasMessageContaining("smtp.from is not set");
    assertThatThrownBy(() -> settings(host + from + "waiting-room.alarms.smtp.user = me"))
        .hasMessageContaining("user and password-file");

    SmtpSettings smtp = settings(host + from).alarms().smtp().orElseThrow();
    assertThat(smtp.port()).isEqualTo(587);
    assertThat(smtp.startTls()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "public.port | -1 | 65536 | between 0 and 65535",
        "admin.port | -1 | 65536 | between 0 and 65535",
        "public.body-max | 1023 | 1048577 | between 1k and 1m",
        "admin.body-max | 0 | 1g | between 1k and 1m",
        "admin.request-timeout | 999ms | 56s | between 1000 ms and 55000 ms",
        "public.tls.hsts-max-age | -1s | 1001d | between 0 ms and 86400000000 ms",
        "public.cache.counters | 0 | 6 | between 1 and 5",
        "public.cache.public-key | 0 | 86401 | between 1 and 86400",
        "public.cache.queue-num | 0 | 31536001 | between 1 and 31536000",
        "public.cache.queue-num-cdn | -1 | 31536001 | between 0 and 31536000",
        "public.rate-limit.requests-per-second | -1 | 1000001 | between 0 and 1000000",
        "public.rate-limit.burst | 0 | 1000001 | between 1 and 1000000",
        "public.rate-limit.unknown-ids-per-minute | -1 | 1000001 | between 0 and 1000000",
        "public.rate-limit.addresses-max | 0 | 100000001 | between 1 and 100000000",
        "secrets.check-every | 0s | 61m | between 10 ms and 3600000 ms",
        "tokens.signing-threads | -1 | 1025 | between 0 and 1024",
        "tokens.signing-queue-max | 0 | 1000001 | between 1 and 1000000",
        "authorizer.leeway | -1s | 301s | between 0 ms and 300000 ms",
        "authorizer.cached-tokens-max | 0 | 10000001 | between 1 and 10000000",
        "rooms.ask-timeout | 0s | 61s | between 100 ms and 60000 ms",
        "rooms.joins.batch-size-max | 0 | 10001 | between 1 and 10000",
        "rooms.joins.waiting-max | 0 | 10000001 | between 1 and 10000000",
        "rooms.joins.deadline | -1s | 61s | between 100 ms and 60000 ms",
        "rooms.sessions.batch-size-max | 0 | 801 | between 1 and 800",
        "rooms.sessions.waiting-max | 0 | 10000001 | between 1 and 10000000",
        "events.webhooks.workers | 0 | 101 | between 1 and 100",
        "events.webhooks.timeout | 99ms | 61s | between 100 ms and 60000 ms",
        "events.webhooks.retry-first | 9ms | 61m | between 10 ms and 3600000 ms",
        "events.webhooks.retry-max | 9ms | 61m | between 10 ms and 3600000 ms",
        "events.webhooks.give-up-after | -1s | 31d | between 0 ms and 2592000000 ms",
        "events.webhooks.keep-dead-letters | 59m | 1001d | between 3600000 ms",
        "rooms.sessions.deadline | 99ms | 1h | between 100 ms and 60000 ms",
        "rooms.sessions.rest-max | -1ms | 1001ms | between 0 ms and 1000 ms",
        "alarms.period | 99ms | 11s | between 100 ms and 10000 ms",
        "alarms.keep-history | 23h | 3651d | between 86400000 ms and 315360000000 ms",
        "audit.keep | 23h | 3651d | between 86400000 ms and 315360000000 ms"
      })
  void a_number_a_size_or_a_time_has_bounds(String name, String below, String above, String rule) {
    for (String value : new String[] {below, above}) {
      assertThatThrownBy(() -> settings("waiting-room." + name + " = " + value))
          .as("%s = %s", name, value)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(name.substring(name.lastIndexOf('.') + 1) + " must be " + rule)
          .hasMessageEndingWith("(String: 1)");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "public.port = x",
        "public.body-max = many",
        "secrets.check-every = soon",
        "rooms.ask-timeout = [1]",
        "default-rooms = Sample",
        "rooms = 1"
      })
  void a_value_of_the_wrong_type_is_refused_by_its_name(String setting) {
    assertThatThrownBy(() -> settings("waiting-room." + setting))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Wrong setting: ")
        .hasMessageContaining(setting.substring(setting.indexOf('.') + 1, setting.indexOf(' ')));
  }

  @Test
  void a_secret_that_is_not_named_is_asked_for() {
    refused("secrets.master-secret-file = \" \"", "WAITING_ROOM_MASTER_SECRET_FILE");
    refused("secrets.signing-keys-file = \"\"", "WAITING_ROOM_SIGNING_KEYS_FILE");
    refused("admin.access-keys-file = \"\"", "Nobody could use the admin listener");
  }

  @Test
  void the_authorizer_believes_our_issuers_and_needs_a_place_for_tokens() {
    assertThat(
            settings(
                    """
                    waiting-room.public.issuer = "https://public.example/api"
                    waiting-room.oidc.issuer = "https://login.example/oidc"
                    waiting-room.authorizer.more-issuers = ["https://old.example/api"]
                    """)
                .authorizer()
                .issuers())
        .containsExactlyInAnyOrder(
            "https://public.example/api", "https://login.example/oidc", "https://old.example/api");
    refused("authorizer { token-headers = [], token-cookie = \"\" }", "No request could show");
    refused("authorizer.waiting-page = \"a b\"", "must be a URL or a path");
  }

  @Test
  void the_openid_issuer_stands_beside_the_public_one_unless_it_is_named() {
    assertThat(settings("").oidc().issuer()).isEqualTo("http://127.0.0.1:8080/oidc");
    assertThat(settings("waiting-room.public.issuer = \"https://line.example\"").oidc().issuer())
        .isEqualTo("https://line.example/oidc");
    assertThat(settings("waiting-room.oidc.issuer = \"https://login.example\"").oidc().issuer())
        .isEqualTo("https://login.example");
    for (String wrong : new String[] {"login.example", "https://a/oidc/", "https://a/?b", "a b"}) {
      refused("oidc.issuer = \"" + wrong + "\"", "issuer must be an http or https URL");
    }
    refused("oidc.code-lifetime = 11m", "code-lifetime must be between 1000 ms and 600000 ms");
  }

  @Test
  void a_default_room_needs_a_name_that_a_room_can_have() {
    refused("default-rooms = [Sample, \"a b\"]", "default-rooms has \"a b\": An event id holds");
    refused("default-rooms = [live]", "default-rooms has \"live\": An event id holds");
  }

  @Test
  void an_issuer_has_at_most_256_characters() {
    settings("waiting-room.public.issuer = " + "x".repeat(256));
    refused("public.issuer = " + "x".repeat(257), "issuer must have at most 256 characters");
    refused("admin.issuer = " + "x".repeat(257), "issuer must have at most 256 characters");
  }

  @Test
  void there_are_two_crypto_providers() {
    for (SigningSettings.Provider provider : SigningSettings.Provider.values()) {
      String name = provider.name().toLowerCase(Locale.ROOT);
      assertThat(settings("waiting-room.tokens.crypto-provider = " + name).signing().provider())
          .isEqualTo(provider);
    }
    refused("tokens.crypto-provider = openssl", "must be auto, jdk or native, not openssl");
  }

  @Test
  void bearer_tokens_need_an_audience_keys_and_a_role_claim() {
    refused(BEARER, "admin.bearer.audience = \"\"", "The audience of bearer tokens is empty");
    refused(BEARER, "admin.bearer.role-claim = \" \"", "The role claim of bearer tokens is empty");
    refused(BEARER, "admin.bearer.jwks-file = \"\"", "set jwks-url or jwks-file");
    refused(BEARER, "admin.bearer.jwks-url = \"http://issuer.example\"", "use an https address");
  }

  @Test
  void each_role_has_a_text_of_its_own() {
    refused(BEARER, "admin.bearer.roles.viewer = \"\"", "viewer is empty");
    refused(BEARER, "admin.bearer.roles.admin = \"  \"", "admin is empty");
    refused(
        BEARER, "admin.bearer.roles.admin = viewer", "admin is the same as that of another role");
  }

  private static void refused(String setting, String message) {
    refused("", setting, message);
  }

  private static void refused(String given, String setting, String message) {
    assertThatThrownBy(() -> settings(given + "\nwaiting-room." + setting))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static Settings settings(String more) {
    Config config =
        ConfigFactory.parseString(more)
            .withFallback(ConfigFactory.parseString(SECRETS))
            .withFallback(ConfigFactory.parseResources("waiting-room.conf"))
            .resolve();
    return Settings.from(config);
  }
}
