package waitingroom.room;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import waitingroom.store.CborSerializable;

/** Precondition of a change: the settings version that its sender expects. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ExpectedVersion.Any.class, name = "any"),
  @JsonSubTypes.Type(value = ExpectedVersion.AnyOpen.class, name = "any-open"),
  @JsonSubTypes.Type(value = ExpectedVersion.Absent.class, name = "absent"),
  @JsonSubTypes.Type(value = ExpectedVersion.NeverOpened.class, name = "never-opened"),
  @JsonSubTypes.Type(value = ExpectedVersion.Version.class, name = "version")
})
public sealed interface ExpectedVersion extends CborSerializable {

  boolean matches(RoomState room);

  /** Matches every room, open or not. */
  record Any() implements ExpectedVersion {
    @Override
    public boolean matches(RoomState room) {
      return true;
    }
  }

  /** Matches an open room of any version. */
  record AnyOpen() implements ExpectedVersion {
    @Override
    public boolean matches(RoomState room) {
      return room.isOpen();
    }
  }

  /** Matches a room that is not open. */
  record Absent() implements ExpectedVersion {
    @Override
    public boolean matches(RoomState room) {
      return !room.isOpen();
    }
  }

  /** Matches a room that was never opened; a closed one was. */
  record NeverOpened() implements ExpectedVersion {
    @Override
    public boolean matches(RoomState room) {
      return room.phase() == Phase.NEVER_OPENED;
    }
  }

  /** Matches an open room of that version; the first is 1. */
  record Version(long number) implements ExpectedVersion {
    @Override
    public boolean matches(RoomState room) {
      return room.isOpen() && room.settingsVersion() == number;
    }
  }
}
