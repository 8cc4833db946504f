package waitingroom.config;

/**
 * Signing of tokens.
 *
 * @param threads at least 1
 * @param queueMax most tokens waiting for their signature
 */
public record SigningSettings(int threads, int queueMax, Provider provider) {
  /** Provider of signatures. */
  public enum Provider {
    /** The native provider if it loads, else the JDK; ES256 in Java. */
    AUTO,
    /** The JDK; ES256 in Java. */
    JDK,
    /** The native provider for all algorithms. */
    NATIVE
  }
}
