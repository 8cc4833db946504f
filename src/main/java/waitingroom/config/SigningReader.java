package waitingroom.config;

/** Reads {@code waiting-room.tokens}. */
final class SigningReader {
  private SigningReader() {}

  static SigningSettings read(Block config) {
    String provider = config.string("crypto-provider");
    return new SigningSettings(
        config.threads("signing-threads"),
        config.between("signing-queue-max", 1, 1_000_000),
        switch (provider) {
          case "auto" -> SigningSettings.Provider.AUTO;
          case "jdk" -> SigningSettings.Provider.JDK;
          case "native" -> SigningSettings.Provider.NATIVE;
          default ->
              throw new IllegalArgumentException(
                  "waiting-room.tokens.crypto-provider must be auto, jdk or native, not "
                      + provider);
        });
  }
}
