package waitingroom.room.cluster;

import java.time.Duration;
import waitingroom.room.Housekeeping;
import waitingroom.room.commit.GroupCommitLimits;

/**
 * Settings of the rooms of a node.
 *
 * @param askTimeout timeout of one request to a room
 * @param joins limits of the group commit of joins
 * @param sessions limits of the group commits of token claims and session ends
 */
public record WaitingRoomsSettings(
    Duration askTimeout,
    Housekeeping.Settings housekeeping,
    GroupCommitLimits joins,
    GroupCommitLimits sessions) {}
