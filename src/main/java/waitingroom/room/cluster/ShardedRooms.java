package waitingroom.room.cluster;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.pubsub.Topic;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import waitingroom.inlet.AlarmStates;
import waitingroom.room.RoomId;
import waitingroom.room.RoomStatus;
import waitingroom.room.commit.RoomMetrics;
import waitingroom.store.FormatBoard;

/** The rooms of the cluster, spread over its nodes by sharding. */
public final class ShardedRooms {
  /** Interval at which heartbeats are sent on. */
  private static final Duration HEARTBEATS = Duration.ofSeconds(1);

  private final ActorSystem<?> system;
  private final ClusterSharding sharding;

  public ShardedRooms(ActorSystem<?> system) {
    this.system = system;
    this.sharding = ClusterSharding.get(system);
  }

  /** Starts the rooms of this node; they write nothing once it is {@code overtaken}. */
  public WaitingRooms start(
      WaitingRoomsSettings settings,
      AlarmStates alarms,
      FormatBoard formats,
      MeterRegistry registry,
      BooleanSupplier overtaken,
      Clock clock) {
    RoomMetrics metrics = new RoomMetrics(registry);
    var statuses = topic(RoomStatus.class, "room-status");
    var endedSessions = topic(EndedSessions.class, "ended-sessions");
    var directories = topic(RoomDirectoryEntity.Notice.class, "room-directory");
    var dependencies =
        new RoomDependencies(
            clock,
            metrics,
            publisher(statuses),
            publisher(endedSessions),
            alarms,
            settings.housekeeping(),
            formats,
            overtaken,
            RoomStore.DATABASE);
    sharding.init(
        Entity.of(
            WaitingRoom.TYPE_KEY,
            entity -> WaitingRoom.create(new RoomId(entity.getEntityId()), dependencies)));
    sharding.init(
        Entity.of(
            RoomDirectoryEntity.TYPE_KEY,
            entity -> RoomDirectoryEntity.create(publisher(directories), overtaken)));
    EntityRef<RoomDirectoryEntity.Command> directory =
        sharding.entityRefFor(RoomDirectoryEntity.TYPE_KEY, RoomDirectoryEntity.ENTITY_ID);
    StatusBoard board = new StatusBoard();
    RoomClient client =
        new RoomClient(
            (room, request, patience) -> entity(room).ask(request, patience),
            system.executionContext(),
            settings.askTimeout(),
            board,
            metrics);
    RoomOpening opening = new RoomOpening(client, board, directory, settings.askTimeout());
    WaitingRooms rooms =
        new WaitingRooms(system, settings, board, client, metrics, opening::configure);
    system.systemActorOf(
        StatusListener.create(board, statuses, directories, directory),
        "status-listener",
        Props.empty());
    system.systemActorOf(
        SessionListener.create(
            rooms.sessionBoard(), endedSessions, (room, request) -> entity(room).tell(request)),
        "session-listener",
        Props.empty());
    system
        .scheduler()
        .scheduleWithFixedDelay(
            HEARTBEATS, HEARTBEATS, rooms::sendHeartbeats, system.executionContext());
    return rooms;
  }

  private EntityRef<WaitingRoom.Command> entity(RoomId room) {
    return sharding.entityRefFor(WaitingRoom.TYPE_KEY, room.value());
  }

  private <M> ActorRef<Topic.Command<M>> topic(Class<M> type, String name) {
    return system.systemActorOf(Topic.create(type, name), name + "-topic", Props.empty());
  }

  private static <M> Consumer<M> publisher(ActorRef<Topic.Command<M>> topic) {
    return message -> topic.tell(Topic.publish(message));
  }
}
