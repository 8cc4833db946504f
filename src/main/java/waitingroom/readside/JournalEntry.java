package waitingroom.readside;

import waitingroom.room.RoomEvent;

/** What the journal of a room has under one sequence number. */
public sealed interface JournalEntry {

  /** 1 for the first event of the room. */
  long sequenceNr();

  /** An event. */
  record Happened(long sequenceNr, RoomEvent event) implements JournalEntry {}

  /** Something that cannot be read, now or ever: what comes behind it is not known either. */
  record Unreadable(long sequenceNr, Throwable cause) implements JournalEntry {}
}
