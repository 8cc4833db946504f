package waitingroom.room;

/** What has become of the token of a position. */
public enum TokenStanding {
  /** It never got one. */
  NONE,
  /** The token is valid and the session open. */
  LIVE,
  /** The token has expired, and nobody has completed or abandoned the session. */
  EXPIRED,
  /** The session was completed or abandoned, or fell silent. */
  ENDED
}
