package waitingroom.config;

import com.typesafe.config.Config;
import waitingroom.config.Settings.Signing;

/** Reads {@code waiting-room.tokens}, on behalf of {@link Settings}. */
final class SigningReader {
  private SigningReader() {}

  /**
   * @throws IllegalArgumentException with a sentence that names the setting and says what to do
   */
  static Signing read(Config config) {
    String provider = config.getString("crypto-provider");
    return new Signing(
        Settings.threads(config, "signing-threads"),
        Settings.between(config, "signing-queue-max", 1, 1_000_000),
        switch (provider) {
          case "auto" -> Signing.Provider.AUTO;
          case "jdk" -> Signing.Provider.JDK;
          case "native" -> Signing.Provider.NATIVE;
          default ->
              throw new IllegalArgumentException(
                  "waiting-room.tokens.crypto-provider must be auto, jdk or native, not "
                      + provider);
        });
  }
}
