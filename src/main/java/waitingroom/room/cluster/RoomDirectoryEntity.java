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
 * Names of all rooms that were ever opened. With it a node distinguishes a room that is still
 * starting from one that does not exist, without waking an entity for every invented name.
 */
final class RoomDirectoryEntity
    extends EventSourcedBehaviorWithEnforcedReplies<
        RoomDirectoryEntity.Command, RoomRegistered, Set<RoomId>> {

  sealed interface Command {}

  /** Adds a name unless it is registered already. */
  record Register(RoomId room, ActorRef<Registration> replyTo)
      implements Command, CborSerializable {}

  /**
   * Answer to a {@link Register}.
   *
   * @param listed false when the name is new and there are {@link RoomDirectory#ROOMS_MAX} already
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
   * Periodic announcement to all nodes. A node that knows fewer names asks for the full list.
   *
   * @param rooms number of names
   * @param added null unless a name is new
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

  /** Starts the timer at recovery, because a failed write cancels it and causes a recovery. */
  @Override
  public SignalHandler<Set<RoomId>> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(
            RecoveryCompleted.instance(),
            rooms -> timers.startTimerWithFixedDelay(Repeat.INSTANCE, REPEAT))
        .build();
  }

  /** Changes the set in place: a copy for each of thousands of names would slow down recovery. */
  @Override
  public EventHandler<Set<RoomId>, RoomRegistered> eventHandler() {
    return (rooms, registered) -> {
      Set<RoomId> all = rooms.isEmpty() ? new TreeSet<>(BY_NAME) : rooms;
      all.add(registered.room());
      return all;
    };
  }
}
