package waitingroom.room;

/**
 * A session is over.
 *
 * @param epoch of the request id
 * @param completed true when the visitor completed it, false when it was abandoned
 */
public record SessionEnd(long epoch, long position, boolean completed) {}
