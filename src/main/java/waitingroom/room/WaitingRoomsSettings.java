package waitingroom.room;

import java.time.Duration;

/**
 * How patient this node is with its rooms.
 *
 * @param askTimeout how long to wait for one answer of a room
 * @param expirySweep how often a room looks for positions to give up
 * @param joins bounds of the group commit of joins
 * @param sessions bounds of the group commits of token claims and of session ends
 */
public record WaitingRoomsSettings(
    Duration askTimeout,
    Duration expirySweep,
    GroupCommitLimits joins,
    GroupCommitLimits sessions) {}
