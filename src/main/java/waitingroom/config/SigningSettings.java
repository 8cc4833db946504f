package waitingroom.config;

/**
 * How tokens are signed.
 *
 * @param threads that sign, at least 1
 * @param queueMax tokens that may wait to be signed
 * @param provider provider of the signatures
 */
public record SigningSettings(int threads, int queueMax, Provider provider) {
  /** Who computes signatures. */
  public enum Provider {
    /** The native provider where it loads, else the JDK; ES256 in Java. */
    AUTO,
    /** The JDK; ES256 in Java. */
    JDK,
    /** The native provider for all. */
    NATIVE
  }
}
