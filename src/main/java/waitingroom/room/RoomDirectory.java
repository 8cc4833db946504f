package waitingroom.room;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.actor.typed.pubsub.Topic;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.javadsl.CommandHandlerWithReply;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehaviorWithEnforcedReplies;
import akka.persistence.typed.javadsl.ReplyEffect;
import akka.persistence.typed.javadsl.SignalHandler;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names of all rooms that were ever made. By it a node tells a room that is still starting from
 * one that does not exist, without waking an entity for every name that somebody makes up.
 */
final class RoomDirectory
    extends EventSourcedBehaviorWithEnforcedReplies<
        RoomDirectory.Command, RoomDirectory.RoomRegistered, Set<RoomId>> {

  sealed interface Command {}

  /** Adds a name; a name that is there already stays. Answers with all names. */
  record Register(RoomId room, ActorRef<Rooms> replyTo) implements Command, CborSerializable {}

  record List(ActorRef<Rooms> replyTo) implements Command, CborSerializable {}

  private enum Repeat implements Command {
    INSTANCE
  }

  /** All names. */
  record Rooms(Set<RoomId> rooms) implements CborSerializable {
    Rooms {
      rooms = Set.copyOf(rooms);
    }
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes(@JsonSubTypes.Type(value = RoomRegistered.class, name = "room-registered"))
  record RoomRegistered(RoomId room) implements JsonPersisted {}

  static final EntityTypeKey<Command> TYPE_KEY =
      EntityTypeKey.create(Command.class, "RoomDirectory");

  /** There is one directory per cluster. */
  static final String ENTITY_ID = "rooms";

  private static final Duration REPEAT = Duration.ofSeconds(2);

  private final ActorRef<Topic.Command<Rooms>> topic;
  private final TimerScheduler<Command> timers;

  static Behavior<Command> create(ActorRef<Topic.Command<Rooms>> topic) {
    return Behaviors.withTimers(timers -> new RoomDirectory(topic, timers));
  }

  private RoomDirectory(ActorRef<Topic.Command<Rooms>> topic, TimerScheduler<Command> timers) {
    super(
        PersistenceId.of(TYPE_KEY.name(), ENTITY_ID),
        SupervisorStrategy.restartWithBackoff(Duration.ofMillis(200), Duration.ofSeconds(5), 0.1));
    this.topic = topic;
    this.timers = timers;
  }

  @Override
  public Set<RoomId> emptyState() {
    return Set.of();
  }

  @Override
  public CommandHandlerWithReply<Command, RoomRegistered, Set<RoomId>> commandHandler() {
    return newCommandHandlerWithReplyBuilder()
        .forAnyState()
        .onCommand(Register.class, this::onRegister)
        .onCommand(List.class, this::onList)
        .onCommand(Repeat.class, (rooms, repeat) -> onRepeat(rooms))
        .build();
  }

  private ReplyEffect<RoomRegistered, Set<RoomId>> onRegister(
      Set<RoomId> rooms, Register register) {
    if (rooms.contains(register.room())) {
      return Effect().reply(register.replyTo(), new Rooms(rooms));
    }
    return Effect()
        .persist(new RoomRegistered(register.room()))
        .thenRun(this::publish)
        .thenReply(register.replyTo(), Rooms::new);
  }

  private ReplyEffect<RoomRegistered, Set<RoomId>> onList(Set<RoomId> rooms, List list) {
    return Effect().reply(list.replyTo(), new Rooms(rooms));
  }

  private ReplyEffect<RoomRegistered, Set<RoomId>> onRepeat(Set<RoomId> rooms) {
    publish(rooms);
    return Effect().noReply();
  }

  private void publish(Set<RoomId> rooms) {
    topic.tell(Topic.publish(new Rooms(rooms)));
  }

  /** The timer starts at recovery because a failed write cancels it and recovers. */
  @Override
  public SignalHandler<Set<RoomId>> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(
            RecoveryCompleted.instance(),
            rooms -> timers.startTimerWithFixedDelay(Repeat.INSTANCE, REPEAT))
        .build();
  }

  @Override
  public EventHandler<Set<RoomId>, RoomRegistered> eventHandler() {
    return (rooms, registered) -> {
      Set<RoomId> more = new TreeSet<>(java.util.Comparator.comparing(RoomId::value));
      more.addAll(rooms);
      more.add(registered.room());
      return more;
    };
  }
}
