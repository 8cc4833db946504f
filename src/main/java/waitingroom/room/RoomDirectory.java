package waitingroom.room;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** The journal of all rooms' names; one per cluster. */
final class RoomDirectory {
  /** All names must fit one message between two nodes ({@code cluster.conf}). */
  static final int ROOMS_MAX = 10_000;

  /** A name that no room had before. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes(@JsonSubTypes.Type(value = RoomRegistered.class, name = "room-registered"))
  record RoomRegistered(RoomId room) implements JsonPersisted {}

  private RoomDirectory() {}
}
