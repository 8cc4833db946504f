package waitingroom.room;

/**
 * A visitor asks how long the position has to fetch its token.
 *
 * @param epoch of the request id
 */
public record PositionQuery(long epoch, long position) {}
