package waitingroom.room;

/**
 * The end of a session.
 *
 * @param completed false when it was abandoned
 */
public record SessionEnd(long epoch, long position, boolean completed) {}
