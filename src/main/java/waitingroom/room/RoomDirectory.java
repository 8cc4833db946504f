package waitingroom.room;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import waitingroom.store.JsonPersisted;

/** Journal of all room names; one per cluster. */
public final class RoomDirectory {
  /** All names must fit one message between two nodes ({@code cluster.conf}). */
  public static final int ROOMS_MAX = 10_000;

  /** A new name was registered. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes(@JsonSubTypes.Type(value = RoomRegistered.class, name = "room-registered"))
  public record RoomRegistered(RoomId room) implements JsonPersisted {}

  private RoomDirectory() {}
}
