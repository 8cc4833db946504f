package waitingroom.room.cluster;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.javadsl.CommandHandlerWithReply;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehaviorWithEnforcedReplies;
import akka.persistence.typed.javadsl.ReplyEffect;
import akka.persistence.typed.javadsl.SignalHandler;
import java.time.Duration;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import waitingroom.fence.Fence;
import waitingroom.room.RoomDirectory;
import waitingroom.room.RoomDirectory.RoomRegistered;
import waitingroom.room.RoomId;
import waitingroom.store.CborSerializable;

/**
 * The names of all rooms that were ever made. By it a node tells a room that is still starting from
 * one that does not exist, without waking an entity for every name that somebody makes up.
 */
final class RoomDirectoryEntity
    extends EventSourcedBehaviorWithEnforcedReplies<
        RoomDirectoryEntity.Command, RoomRegistered, Set<RoomId>> {

  sealed interface Command {}

  /** Adds a name; a name that is there already stays. */
  record Register(RoomId room, ActorRef<Registration> replyTo)
      implements Command, CborSerializable {}

  /**
   * What came of a {@link Register}.
   *
   * @param listed false when there are {@link RoomDirectory#ROOMS_MAX} names already, and this is
   *     none of them
   */
  record Registration(boolean listed) implements CborSerializable {}

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

  /**
   * What all nodes are told, again and again: short, however many rooms there are. Who knows fewer
   * names asks for them.
   *
   * @param rooms how many names there are
   * @param added the name that is new, if one is
   */
  record Notice(int rooms, @Nullable RoomId added) implements CborSerializable {}

  static final EntityTypeKey<Command> TYPE_KEY =
      EntityTypeKey.create(Command.class, "RoomDirectory");

  /** There is one directory per cluster. */
  static final String ENTITY_ID = "rooms";

  private static final Duration REPEAT = Duration.ofSeconds(2);
  private static final Comparator<RoomId> BY_NAME = Comparator.comparing(RoomId::value);

  private final Consumer<Notice> nodes;
  private final TimerScheduler<Command> timers;

  static Behavior<Command> create(Consumer<Notice> nodes, BooleanSupplier overtaken) {
    return Fence.around(
        Behaviors.withTimers(timers -> new RoomDirectoryEntity(nodes, timers)), overtaken);
  }

  private RoomDirectoryEntity(Consumer<Notice> nodes, TimerScheduler<Command> timers) {
    super(
        PersistenceId.of(TYPE_KEY.name(), ENTITY_ID),
        SupervisorStrategy.restartWithBackoff(Duration.ofMillis(200), Duration.ofSeconds(5), 0.1));
    this.nodes = nodes;
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
      return Effect().reply(register.replyTo(), new Registration(true));
    }
    if (rooms.size() >= RoomDirectory.ROOMS_MAX) {
      return Effect().reply(register.replyTo(), new Registration(false));
    }
    return Effect()
        .persist(new RoomRegistered(register.room()))
        .thenRun(all -> nodes.accept(new Notice(all.size(), register.room())))
        .thenReply(register.replyTo(), all -> new Registration(true));
  }

  private ReplyEffect<RoomRegistered, Set<RoomId>> onList(Set<RoomId> rooms, List list) {
    return Effect().reply(list.replyTo(), new Rooms(rooms));
  }

  private ReplyEffect<RoomRegistered, Set<RoomId>> onRepeat(Set<RoomId> rooms) {
    nodes.accept(new Notice(rooms.size(), null));
    return Effect().noReply();
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

  /** Changed in place, because a copy for each of thousands of names would make recovery slow. */
  @Override
  public EventHandler<Set<RoomId>, RoomRegistered> eventHandler() {
    return (rooms, registered) -> {
      Set<RoomId> all = rooms.isEmpty() ? new TreeSet<>(BY_NAME) : rooms;
      all.add(registered.room());
      return all;
    };
  }
}
