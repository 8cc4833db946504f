package waitingroom.room.cluster;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.pubsub.Topic;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import java.time.Duration;
import waitingroom.room.RoomId;
import waitingroom.room.RoomStatus;

/**
 * Maintains a node's {@link StatusBoard}: listens to all rooms, asks the directory for their names
 * until it answers, and again whenever it has names that this node does not know.
 */
final class StatusListener {
  private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

  private enum AskDirectory {
    INSTANCE
  }

  private StatusListener() {}

  static Behavior<Object> create(
      StatusBoard board,
      ActorRef<Topic.Command<RoomStatus>> statuses,
      ActorRef<Topic.Command<RoomDirectoryEntity.Notice>> directories,
      EntityRef<RoomDirectoryEntity.Command> directory) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  statuses.tell(Topic.subscribe(context.getSelf().narrow()));
                  directories.tell(Topic.subscribe(context.getSelf().narrow()));
                  context.getSelf().tell(AskDirectory.INSTANCE);
                  timers.startTimerWithFixedDelay(AskDirectory.INSTANCE, ASK_AGAIN);
                  return listening(context, board, directory, () -> timers.cancelAll());
                }));
  }

  private static Behavior<Object> listening(
      ActorContext<Object> context,
      StatusBoard board,
      EntityRef<RoomDirectoryEntity.Command> directory,
      Runnable stopAsking) {
    return Behaviors.receive(Object.class)
        .onMessage(
            RoomStatus.class,
            status -> {
              board.learn(status);
              return Behaviors.same();
            })
        .onMessage(
            RoomDirectoryEntity.Rooms.class,
            rooms -> {
              board.learnDirectory(rooms.rooms());
              stopAsking.run();
              return Behaviors.same();
            })
        .onMessage(
            RoomDirectoryEntity.Notice.class,
            notice -> {
              RoomId added = notice.added();
              if (added != null) {
                board.learnName(added);
              }
              if (board.lacks(notice.rooms())) {
                context.getSelf().tell(AskDirectory.INSTANCE);
              }
              return Behaviors.same();
            })
        .onMessage(
            AskDirectory.class,
            ask -> {
              directory.tell(new RoomDirectoryEntity.List(context.getSelf().narrow()));
              return Behaviors.same();
            })
        .build();
  }
}
