package waitingroom.room;

import java.time.Duration;

/**
 * Bounds of the group commits of one kind.
 *
 * @param batchSizeMax most requests in one write
 * @param waitingMax most requests in line behind it, before one room on one node
 * @param deadline how long a request may wait for its answer
 */
public record GroupCommitLimits(int batchSizeMax, int waitingMax, Duration deadline) {}
