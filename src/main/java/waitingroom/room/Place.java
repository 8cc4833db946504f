package waitingroom.room;

/**
 * A visitor's place in line.
 *
 * @param epoch of the room when the place was given
 * @param position number in line, 1 is first
 * @param enteredAt epoch seconds
 */
public record Place(long epoch, long position, long enteredAt) {}
