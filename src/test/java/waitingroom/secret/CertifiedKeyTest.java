package waitingroom.secret;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import waitingroom.testkit.TestCertificate;

class CertifiedKeyTest {
  private static TestCertificate ec;
  private static TestCertificate otherEc;
  private static TestCertificate rsa;

  @BeforeAll
  static void generate(@TempDir Path folder) {
    ec = TestCertificate.generate("EC", folder);
    otherEc = TestCertificate.generate("EC", folder);
    rsa = TestCertificate.generate("RSA", folder);
  }

  @Test
  void a_key_of_each_kind_is_read_with_its_chain(@TempDir Path folder) {
    for (TestCertificate each : List.of(ec, rsa, TestCertificate.generate("Ed25519", folder))) {
      CertifiedKey key = parse(each.chainPem() + otherEc.chainPem(), each.keyPem());

      assertThat(key.chain()).containsExactly(each.certificate(), otherEc.certificate());
      assertThat(key.privateKey().getEncoded()).isNotEmpty();
    }
  }

  @Test
  void a_key_that_is_not_the_one_of_the_first_certificate_is_refused() {
    assertRefused(otherEc.chainPem() + ec.chainPem(), ec.keyPem(), "does not belong to the first");
    assertRefused(rsa.chainPem(), ec.keyPem(), "no RSA key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nothing of the kind", "-----BEGIN CERTIFICATE-----\nAAAA\n"})
  void a_chain_that_holds_no_certificate_is_refused(String chain) {
    assertRefused(chain, ec.keyPem(), "The certificate chain is");
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC PRIVATE KEY", "RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY"})
  void a_key_in_another_form_is_refused_with_the_way_to_convert_it(String type) {
    assertRefused(
        ec.chainPem(), ec.keyPem().replace("PRIVATE KEY", type), "openssl pkcs8 -topk8 -nodes");
  }

  @Test
  void a_message_about_a_broken_key_quotes_nothing_of_it() {
    String secret = ec.keyPem().lines().skip(1).findFirst().orElseThrow();
    for (String broken : List.of(secret, ec.keyPem().replace("-----END", "!"))) {
      assertThatThrownBy(() -> parse(ec.chainPem(), broken))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining(secret.substring(0, 10))
          .hasNoCause();
    }
    assertThat(parse(ec.chainPem(), ec.keyPem())).hasToString("CertifiedKey(CN=EC)");
  }

  @Test
  void the_old_pair_stays_in_force_while_only_one_file_has_changed(@TempDir Path folder)
      throws IOException {
    Path chain = Files.writeString(folder.resolve("tls.crt"), ec.chainPem());
    Path key = Files.writeString(folder.resolve("tls.key"), ec.keyPem());
    WatchedFile<CertifiedKey> watched =
        new WatchedFile<>(
            List.of(chain, key),
            files -> CertifiedKey.parse(files.get(0), files.get(1)),
            Duration.ofHours(1));

    Files.writeString(chain, otherEc.chainPem());
    watched.check();
    assertThat(watched.current().chain()).containsExactly(ec.certificate());

    Files.writeString(key, otherEc.keyPem());
    watched.check();
    assertThat(watched.current().chain()).containsExactly(otherEc.certificate());
  }

  private static CertifiedKey parse(String chain, String key) {
    return CertifiedKey.parse(chain.getBytes(US_ASCII), key.getBytes(US_ASCII));
  }

  private static void assertRefused(String chain, String key, String reason) {
    assertThatThrownBy(() -> parse(chain, key))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }
}
