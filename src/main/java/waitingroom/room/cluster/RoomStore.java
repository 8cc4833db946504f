package waitingroom.room.cluster;

/**
 * Where rooms are kept, as paths of the configuration.
 *
 * @param journal plugin; empty: the one of {@code akka.persistence}
 * @param snapshots plugin; likewise
 */
record RoomStore(String journal, String snapshots) {
  static final RoomStore DATABASE = new RoomStore("", "");

  static final String PRACTICE_SESSION = "waiting-room.practice";

  /** Tables for practice, whose rows expire. */
  static final RoomStore PRACTICE =
      new RoomStore(PRACTICE_SESSION + ".journal", PRACTICE_SESSION + ".snapshot");

  static final RoomStore MEMORY =
      new RoomStore("akka.persistence.journal.inmem", "akka.persistence.no-snapshot-store");
}
