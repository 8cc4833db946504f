package waitingroom.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import waitingroom.beacon.Chain;
import waitingroom.beacon.relay.BeaconSettings;

class BeaconReaderTest {
  private static final String ON = "waiting-room.beacon.enabled = on\n";

  private static BeaconSettings read(String more) {
    return BeaconReader.read(
        Block.of(
                ConfigFactory.parseString(more)
                    .withFallback(ConfigFactory.parseResources("waiting-room.conf"))
                    .resolve())
            .block("beacon"));
  }

  @Test
  void as_shipped_there_is_no_beacon() {
    assertThat(read("").chain()).isEmpty();
  }

  @Test
  void switched_on_it_is_quicknet_with_several_relays() {
    BeaconSettings settings = read(ON);
    assertThat(settings.chain()).contains(Chain.QUICKNET);
    assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(settings.relays())
        .hasSizeGreaterThan(2)
        .allMatch(relay -> relay.getScheme().equals("https"))
        .contains(URI.create("https://api.drand.sh"));
  }

  @ParameterizedTest
  @CsvSource({
    "chain-hash, \"\", must be the hash of the other settings of the chain",
    "period, 4s, must be the hash of the other settings of the chain",
    "id, other, must be the hash of the other settings of the chain",
    "genesis, 1692803368, must be the hash of the other settings of the chain",
    "genesis, -1, must be between",
    "period, 1500ms, whole seconds",
    "public-key, 00, 192 hex digits",
    "group-hash, 00, 64 hex digits",
    "relays, [], at least one relay",
    "relays, [relay.example], must be whole addresses",
    "relays, [\"ftp://relay.example\"], must be whole addresses",
    "timeout, 0s, must be between",
  })
  void a_wrong_setting_is_refused(String name, String value, String rule) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(ON + "waiting-room.beacon." + name + " = " + value))
        .withMessageContaining(rule);
  }
}
