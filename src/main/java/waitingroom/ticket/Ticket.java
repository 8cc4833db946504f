package waitingroom.ticket;

/**
 * The content of a genuine request id.
 *
 * @param position number in the line, 1 is first, at most 2^40 - 1
 * @param enteredAt when the visitor joined, epoch seconds, at most 2^32 - 1
 */
public record Ticket(long position, long enteredAt) {}
