package waitingroom.room;

/** Where a room stands in its life. A closed room may be opened anew. */
public enum Phase {
  NEVER_OPENED,
  OPEN,
  CLOSED
}
