package waitingroom.room;

/**
 * A visitor's place in line.
 *
 * @param position from 1
 * @param enteredAt epoch seconds
 */
public record Place(long epoch, long position, long enteredAt) {}
