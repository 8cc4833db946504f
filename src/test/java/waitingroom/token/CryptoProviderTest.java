package waitingroom.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Security;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

class CryptoProviderTest {

  @Test
  void the_jdk_can_be_forced() {
    assertThat(CryptoProvider.jdk().name()).isEqualTo("JDK");
  }

  @Test
  @EnabledIfSystemProperty(named = "os.name", matches = "Linux")
  @EnabledIfSystemProperty(named = "os.arch", matches = "amd64|aarch64")
  void corretto_is_used_on_linux() {
    assertThat(CryptoProvider.fastest().name()).startsWith("AmazonCorrettoCryptoProvider 2.");
  }

  @Test
  @EnabledIfSystemProperty(named = "os.name", matches = "Linux")
  @EnabledIfSystemProperty(named = "os.arch", matches = "amd64|aarch64")
  void es256_is_native_only_where_that_is_asked_for() {
    assertThat(CryptoProvider.nativeForAll().name()).isEqualTo(CryptoProvider.fastest().name());
    assertThat(CryptoProvider.nativeForAll().signsEs256()).isTrue();
    assertThat(CryptoProvider.fastest().signsEs256()).isFalse();
  }

  @Test
  void nothing_is_installed_globally() {
    CryptoProvider.fastest();

    assertThat(Security.getProviders())
        .noneMatch(provider -> provider.getName().startsWith("AmazonCorretto"));
  }
}
