package waitingroom.room;

/** State of a position's token. */
public enum TokenStanding {
  /** There never was one. */
  NONE,
  /** The token is valid and the session open. */
  LIVE,
  /** The token has expired, and the session was neither completed nor abandoned. */
  EXPIRED,
  /** The session was completed or abandoned, or fell silent. */
  ENDED
}
