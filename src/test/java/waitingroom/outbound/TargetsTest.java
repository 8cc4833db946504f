package waitingroom.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Allowed and refused addresses. */
class TargetsTest {
  private static final AddressRules STRICT = new AddressRules(List.of());
  private final Map<String, List<String>> names =
      Map.of(
          "shop.example", List.of("93.184.215.14"),
          "inside.example", List.of("10.1.2.3"),
          "both.example", List.of("10.1.2.3", "93.184.215.14"),
          "local.example", List.of("127.0.0.1"));

  private Targets targets(String... allowed) {
    return new Targets(
        new AddressRules(List.of(allowed).stream().map(AddressBlock::parse).toList()),
        host -> {
          List<String> found =
              names.getOrDefault(host, host.matches("[0-9.]+|.*:.*") ? List.of(host) : List.of());
          if (found.isEmpty()) {
            throw new UnknownHostException(host);
          }
          InetAddress[] addresses = new InetAddress[found.size()];
          for (int i = 0; i < addresses.length; i++) {
            addresses[i] = InetAddress.getByName(found.get(i));
          }
          return addresses;
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.0",
        "10.255.255.255",
        "100.64.0.0",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.255",
        "169.254.169.254",
        "172.16.0.0",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.0",
        "192.168.255.255",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.7",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:10.0.0.1",
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "64:ff9b:1::1",
        "100::1",
        "fc00::1",
        "fdff::1",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "3fff::1"
      })
  void an_address_that_is_not_public_is_refused(String literal) throws UnknownHostException {
    assertThat(STRICT.allows(InetAddress.getByName(literal))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.1",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2606:4700:4700::1111",
        "2a00:1450::1",
        "64:ff9b::101:101"
      })
  void a_public_address_is_allowed(String literal) throws UnknownHostException {
    assertThat(STRICT.allows(InetAddress.getByName(literal))).isTrue();
  }

  @Test
  void a_setting_allows_exactly_the_addresses_it_names() throws UnknownHostException {
    AddressRules rules =
        new AddressRules(List.of(AddressBlock.parse("10.1.0.0/16"), AddressBlock.parse("fd00::1")));

    assertThat(rules.allows(InetAddress.getByName("10.1.255.1"))).isTrue();
    assertThat(rules.allows(InetAddress.getByName("10.2.0.1"))).isFalse();
    assertThat(rules.allows(InetAddress.getByName("fd00::1"))).isTrue();
    assertThat(rules.allows(InetAddress.getByName("fd00::2"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "fd00::/129", "shop.example/8"})
  void a_malformed_block_is_refused_without_a_lookup(String text) {
    assertThatThrownBy(() -> AddressBlock.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("block of addresses");
  }

  @ParameterizedTest
  @CsvSource({
    "https://shop.example/hook, ''",
    "https://shop.example:8443/hook?a=b, ''",
    "http://shop.example/hook, begin with https",
    "https://inside.example/, not public",
    "https://local.example/, not public",
    "https://127.0.0.1/, not public",
    "https://[::1]/, not public",
    "https://nowhere.example/, cannot be found",
    "https://user@shop.example/, must be like",
    "https://shop.example/#part, must be like",
    "ftp://shop.example/, must be like",
    "shop.example, must be like",
    "https:///hook, must be like",
    "https://shop.example:0/, must be like",
    "https://shop.example:65536/, must be like",
    "https://shop.example:99999/, must be like",
    "https://shop.example:65535/, ''",
    "'https://shop.example/ hook', must be like"
  })
  void a_url_is_refused_with_a_reason(String url, String reason) {
    assertThat(targets().objection(url).orElse("")).contains(reason);
    assertThat(targets().objection(url).isEmpty()).isEqualTo(reason.isEmpty());
  }

  @Test
  void plain_http_goes_only_to_addresses_that_a_setting_names() {
    assertThat(targets("10.0.0.0/8").objection("http://inside.example/")).isEmpty();
    assertThat(targets("10.0.0.0/8").objection("http://both.example/")).isPresent();
    assertThat(targets("10.0.0.0/8").objection("http://shop.example/")).isPresent();
  }

  @Test
  void a_connection_goes_to_an_allowed_address_although_the_name_leads_elsewhere_by_now()
      throws UnknownHostException {
    assertThat(address("https://both.example").getAddress().getHostAddress())
        .isEqualTo("93.184.215.14");
    notAllowed("https://inside.example");
    notAllowed("http://shop.example");
    notAllowed("ftp://shop.example");
  }

  @Test
  void a_connection_goes_to_the_port_of_the_address_or_of_its_scheme() throws UnknownHostException {
    assertThat(address("https://shop.example/").getPort()).isEqualTo(443);
    assertThat(address("https://shop.example:8443/").getPort()).isEqualTo(8443);
    assertThat(address("https://[2606:4700:4700::1111]/").getAddress().getHostAddress())
        .isEqualTo("2606:4700:4700:0:0:0:0:1111");
  }

  private InetSocketAddress address(String uri) throws UnknownHostException {
    return targets().address(URI.create(uri));
  }

  private void notAllowed(String uri) {
    assertThatThrownBy(() -> address(uri)).isInstanceOf(UnknownHostException.class);
  }
}
