package waitingroom.room;

import waitingroom.store.CborSerializable;

/**
 * Status of a room, published to every node.
 *
 * @param revision grows with every persisted event, so that an older status never replaces a newer
 *     one
 * @param epoch number of times the room was opened or reset; request ids of older epochs are
 *     unknown
 * @param settingsVersion grows with every change of the settings
 */
public record RoomStatus(
    RoomId room,
    long revision,
    Phase phase,
    long epoch,
    RoomSettings settings,
    long settingsVersion,
    Counters counters)
    implements CborSerializable {}
