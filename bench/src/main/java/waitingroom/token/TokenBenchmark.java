package waitingroom.token;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import waitingroom.secret.MasterSecret;
import waitingroom.ticket.RequestIds;
import waitingroom.ticket.RoomKey;
import waitingroom.ticket.Ticket;

/**
 * Benchmarks of request ids and of a visitor's three tokens with each signer. Run by {@code make
 * bench BENCH=jmh}.
 */
@State(Scope.Benchmark)
public class TokenBenchmark {
  private static final String SECRET =
      "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
  private static final long ENTERED = 1_790_000_000;
  private static final TokenClaims CLAIMS =
      new TokenClaims(
          "sale",
          "00000000-016a-8b13-ae00-c68e45cb35a5",
          1,
          "https://shop.example/api",
          "unknown, so the active one",
          ENTERED,
          ENTERED + 3600);

  private final RequestIds ids = new RequestIds(MasterSecret.parse(SECRET.getBytes(US_ASCII)));
  private final RoomKey room = ids.key("sale", 1);
  private final String genuine = room.mint(123_456, ENTERED);

  /** Well-formed id with a wrong last digit. */
  private final String invented =
      genuine.substring(0, genuine.length() - 1) + (genuine.endsWith("0") ? "1" : "0");

  private long position;

  /** RS256 by the native provider where it loads. */
  @State(Scope.Benchmark)
  public static class Rs256 {
    final TokenIssuer issuer = issuer(SigningAlgorithm.RS256, CryptoProvider.fastest());
  }

  /** RS256 by the JDK. */
  @State(Scope.Benchmark)
  public static class Rs256Jdk {
    final TokenIssuer issuer = issuer(SigningAlgorithm.RS256, CryptoProvider.jdk());
  }

  /** ES256 by Bouncy Castle. */
  @State(Scope.Benchmark)
  public static class Es256 {
    final TokenIssuer issuer = issuer(SigningAlgorithm.ES256, CryptoProvider.fastest());
  }

  /** ES256 by the native provider. */
  @State(Scope.Benchmark)
  public static class Es256Native {
    final TokenIssuer issuer = issuer(SigningAlgorithm.ES256, CryptoProvider.nativeForAll());
  }

  private static TokenIssuer issuer(SigningAlgorithm algorithm, CryptoProvider crypto) {
    try {
      Path file = Files.createTempFile("signing-keys", ".json");
      try {
        Files.writeString(file, SigningKeys.generate(algorithm));
        return new TokenIssuer(new SigningKeys(file, Duration.ofHours(1), crypto));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Mints the id of the next position. */
  @Benchmark
  public String mintRequestId() {
    return ids.key("sale", 1).mint(++position, ENTERED);
  }

  /** Verifies a genuine id. */
  @Benchmark
  public @Nullable Ticket verifyRequestId() {
    return ids.key("sale", 1).verify(genuine);
  }

  /** Refuses an invented id. */
  @Benchmark
  public @Nullable Ticket refuseRequestId() {
    return ids.key("sale", 1).verify(invented);
  }

  @Benchmark
  public Tokens tokensRs256(Rs256 signer) {
    return signer.issuer.issue(CLAIMS);
  }

  @Benchmark
  public Tokens tokensRs256Jdk(Rs256Jdk signer) {
    return signer.issuer.issue(CLAIMS);
  }

  @Benchmark
  public Tokens tokensEs256(Es256 signer) {
    return signer.issuer.issue(CLAIMS);
  }

  @Benchmark
  public Tokens tokensEs256Native(Es256Native signer) {
    return signer.issuer.issue(CLAIMS);
  }
}
