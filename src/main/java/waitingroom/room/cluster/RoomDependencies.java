package waitingroom.room.cluster;

import java.time.Clock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import waitingroom.inlet.AlarmStates;
import waitingroom.room.Housekeeping;
import waitingroom.room.RoomStatus;
import waitingroom.room.commit.RoomMetrics;
import waitingroom.store.FormatBoard;

/**
 * Dependencies of a {@link WaitingRoom}.
 *
 * @param overtaken true once another node may run this room
 * @param store journal and snapshots
 */
record RoomDependencies(
    Clock clock,
    RoomMetrics metrics,
    Consumer<RoomStatus> statuses,
    Consumer<EndedSessions> endedSessions,
    AlarmStates alarms,
    Housekeeping.Settings housekeeping,
    FormatBoard formats,
    BooleanSupplier overtaken,
    RoomStore store) {}
