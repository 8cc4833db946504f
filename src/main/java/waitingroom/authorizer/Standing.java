package waitingroom.authorizer;

/** What this node knows of a session without asking its room. */
public enum Standing {
  LIVE,
  /** Completed, abandoned, silent, or of a room that was reset or closed since. */
  OVER,
  /** The node has not heard yet. */
  UNKNOWN
}
