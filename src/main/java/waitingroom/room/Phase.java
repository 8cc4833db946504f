package waitingroom.room;

/** Phase of a room's life. A closed room can be reopened. */
public enum Phase {
  NEVER_OPENED,
  OPEN,
  CLOSED
}
