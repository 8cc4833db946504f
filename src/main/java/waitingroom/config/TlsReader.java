package waitingroom.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import waitingroom.http.server.TlsSettings;

/** Reads {@code tls} of a listener. */
final class TlsReader {
  private static final Duration HSTS_MAX = Duration.ofDays(1000);

  private TlsReader() {}

  /**
   * Reads the block {@code tls} of a listener.
   *
   * @param listener {@code waiting-room.public} or {@code waiting-room.admin}
   * @param checkEvery interval between checks for new files
   * @return empty if the listener speaks plain HTTP
   * @throws IllegalArgumentException when only one of the two files is named
   */
  static Optional<TlsSettings> read(Block listener, Duration checkEvery) {
    Block tls = listener.block("tls");
    Optional<String> chain = tls.text("certificate-chain-file");
    Optional<String> key = tls.text("private-key-file");
    Duration hstsMaxAge = tls.between("hsts-max-age", Duration.ZERO, HSTS_MAX);
    if (chain.isPresent() != key.isPresent()) {
      throw tls.refused(
          chain.isPresent() ? "private-key-file" : "certificate-chain-file",
          "is not set: name both files for TLS, or none for plain HTTP");
    }
    return chain.map(
        file -> new TlsSettings(Path.of(file), Path.of(key.orElseThrow()), hstsMaxAge, checkEvery));
  }

  /** Scheme of the listener's addresses. */
  static String scheme(Block listener) {
    return listener.text("tls.certificate-chain-file").isPresent() ? "https" : "http";
  }
}
