package waitingroom.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenMemoryTest {
  private static final TokenClaims CLAIMS = claims(1);

  private static TokenClaims claims(long position) {
    return new TokenClaims("sale", "request", position, "issuer", "k", 1_000, 2_000);
  }

  @Test
  void the_same_claims_are_signed_once(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("keys.json");
    Files.writeString(file, KeyFiles.jwks(KeyFiles.ec("k")));
    try (SigningKeys keys = new SigningKeys(file, Duration.ofHours(1), CryptoProvider.fastest())) {
      TokenMemory memory = new TokenMemory(keys);
      assertThat(memory.known(CLAIMS)).isEmpty();

      Tokens signed = memory.issue(CLAIMS);

      assertThat(memory.known(CLAIMS).orElseThrow()).isSameAs(signed);
      assertThat(memory.issue(CLAIMS)).isSameAs(signed);
      assertThat(memory.known(claims(2))).isEmpty();
      assertThat(memory.issue(claims(2)).access()).isNotEqualTo(signed.access());
    }
  }
}
