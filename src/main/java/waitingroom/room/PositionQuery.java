package waitingroom.room;

/** A visitor's position in an epoch. */
public record PositionQuery(long epoch, long position) {}
