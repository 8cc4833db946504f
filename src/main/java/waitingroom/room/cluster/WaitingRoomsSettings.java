package waitingroom.room.cluster;

import java.time.Duration;
import waitingroom.room.Housekeeping;
import waitingroom.room.commit.GroupCommitLimits;

/**
 * How patient this node is with its rooms.
 *
 * @param askTimeout how long to wait for one answer of a room
 * @param upkeep how often a room looks at what is due
 * @param joins bounds of the group commit of joins
 * @param sessions bounds of the group commits of token claims and of session ends
 */
public record WaitingRoomsSettings(
    Duration askTimeout,
    Housekeeping.Settings housekeeping,
    GroupCommitLimits joins,
    GroupCommitLimits sessions) {}
