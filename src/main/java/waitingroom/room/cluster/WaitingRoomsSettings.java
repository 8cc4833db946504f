package waitingroom.room.cluster;

import java.time.Duration;
import waitingroom.room.HousekeepingSettings;
import waitingroom.room.commit.GroupCommitLimits;

/**
 * How patient this node is with its rooms.
 *
 * @param askTimeout how long to wait for one answer of a room
 * @param housekeeping how often a room looks at what is due
 * @param joins bounds of the group commit of joins
 * @param sessions bounds of the group commits of token claims and of session ends
 */
public record WaitingRoomsSettings(
    Duration askTimeout,
    HousekeepingSettings housekeeping,
    GroupCommitLimits joins,
    GroupCommitLimits sessions) {}
