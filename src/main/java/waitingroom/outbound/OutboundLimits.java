package waitingroom.outbound;

import java.time.Duration;

/**
 * Limits of a client.
 *
 * @param time for everything from the look-up of the name to the last byte of the answer
 * @param bytesMax length of an answer's body
 * @param keep how long an idle connection is kept for the next request; zero: not at all
 */
public record OutboundLimits(Duration time, int bytesMax, Duration keep) {
  /** For documents that are fetched now and then. */
  public static final OutboundLimits DOCUMENTS =
      new OutboundLimits(Duration.ofSeconds(5), 256 << 10, Duration.ZERO);
}
