package waitingroom.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;
import waitingroom.outbound.AddressBlock;

/** Addresses that the settings allow. */
class OutboundSettingsTest {
  private static Settings settings(String more) {
    Config config =
        ConfigFactory.parseString(more)
            .withFallback(
                ConfigFactory.parseString(
                    """
                    waiting-room {
                      secrets { master-secret-file = m, signing-keys-file = k }
                      admin.access-keys-file = a
                    }
                    """))
            .withFallback(ConfigFactory.load());
    return Settings.from(config.resolve());
  }

  @Test
  void nothing_that_is_not_public_is_allowed_unless_a_setting_says_so() {
    assertThat(settings("").outboundAllowed()).isEmpty();
    assertThat(settings("").webhooks().allowed()).isEmpty();
  }

  @Test
  void one_setting_allows_addresses_to_everything_and_another_to_webhooks_alone() {
    Settings both =
        settings(
            """
            waiting-room.outbound.allow = ["10.0.0.0/8"]
            waiting-room.events.webhooks.allow-private-addresses = ["127.0.0.1"]
            """);
    assertThat(both.outboundAllowed()).containsExactly(AddressBlock.parse("10.0.0.0/8"));
    assertThat(both.webhooks().allowed())
        .containsExactly(AddressBlock.parse("10.0.0.0/8"), AddressBlock.parse("127.0.0.1"));
  }

  @Test
  void what_is_no_block_of_addresses_is_refused_by_its_name() {
    assertThatThrownBy(() -> settings("waiting-room.outbound.allow = [\"10.0.0.0/33\"]"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("outbound.allow has a wrong element")
        .hasMessageContaining("10.0.0.0/33");
  }
}
