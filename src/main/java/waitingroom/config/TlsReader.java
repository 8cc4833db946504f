package waitingroom.config;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import waitingroom.http.server.TlsSettings;

/** Reads {@code tls} of a listener, on behalf of {@link Settings}. */
final class TlsReader {
  private static final Duration HSTS_MAX = Duration.ofDays(1000);

  private TlsReader() {}

  /**
   * @param listener {@code waiting-room.public} or {@code waiting-room.admin}
   * @param checkEvery how soon new files are seen
   * @return empty where the listener speaks plain HTTP
   * @throws IllegalArgumentException when only one of the two files is named
   */
  static Optional<TlsSettings> read(Config listener, Duration checkEvery) {
    Config tls = listener.getConfig("tls");
    Optional<String> chain = Settings.text(tls, "certificate-chain-file");
    Optional<String> key = Settings.text(tls, "private-key-file");
    Duration hstsMaxAge = Settings.between(tls, "hsts-max-age", Duration.ZERO, HSTS_MAX);
    if (chain.isPresent() != key.isPresent()) {
      throw Settings.refused(
          tls,
          chain.isPresent() ? "private-key-file" : "certificate-chain-file",
          "is not set: name both files for TLS, or none for plain HTTP");
    }
    return chain.map(
        file -> new TlsSettings(Path.of(file), Path.of(key.orElseThrow()), hstsMaxAge, checkEvery));
  }

  /** Of addresses that lead to that listener. */
  static String scheme(Config listener) {
    return Settings.text(listener, "tls.certificate-chain-file").isPresent() ? "https" : "http";
  }
}
