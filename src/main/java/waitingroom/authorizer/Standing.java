package waitingroom.authorizer;

/** A session's state as this node knows it, without asking the room. */
public enum Standing {
  LIVE,
  /** Completed, abandoned or expired, or its room was reset or closed since. */
  OVER,
  /** This node has no data yet. */
  UNKNOWN
}
