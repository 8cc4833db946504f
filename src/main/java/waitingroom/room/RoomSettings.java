package waitingroom.room;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What an administrator sets per room.
 *
 * @param validityPeriod life of a token in seconds, 1 to 31,536,000 (a year)
 */
public record RoomSettings(@JsonProperty("validity_period") long validityPeriod) {
  public static final long VALIDITY_PERIOD_MAX = 31_536_000;

  /** The defaults of a new room. */
  public static final RoomSettings DEFAULT = new RoomSettings(3600);

  /**
   * @throws IllegalArgumentException with the name of the wrong member
   */
  public RoomSettings {
    if (validityPeriod < 1 || validityPeriod > VALIDITY_PERIOD_MAX) {
      throw new IllegalArgumentException(
          "validity_period must be a whole number of seconds from 1 to " + VALIDITY_PERIOD_MAX);
    }
  }
}
