package waitingroom.alarm;

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
import akka.persistence.typed.javadsl.RetentionCriteria;
import akka.persistence.typed.javadsl.SignalHandler;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import waitingroom.alarm.AlarmEvent.AlarmsSet;
import waitingroom.room.CborSerializable;

/**
 * The one owner of all alarms. A setting that changes something becomes an event, then news for all
 * nodes. Every two seconds it says which revision is the latest; a node that missed something asks
 * for what came after the revision that it knows, page by page, since all alarms would not fit one
 * message.
 */
final class AlarmRegister
    extends EventSourcedBehaviorWithEnforcedReplies<AlarmRegister.Command, AlarmEvent, AlarmBook> {

  sealed interface Command {}

  /** Sets all of them, each name once, or none. At most {@link #PAGE}. */
  record SetAlarms(List<AlarmSetting> wanted, ActorRef<AlarmAnswer> replyTo)
      implements Command, CborSerializable {
    SetAlarms {
      wanted = List.copyOf(wanted);
    }
  }

  /** Asks for the alarms that changed after that revision; answered with the first page of them. */
  record ListAfter(long revision, ActorRef<AlarmNews> replyTo)
      implements Command, CborSerializable {}

  private enum Repeat implements Command {
    INSTANCE
  }

  static final EntityTypeKey<Command> TYPE_KEY =
      EntityTypeKey.create(Command.class, "AlarmRegister");

  /** There is one register per cluster. */
  static final String ENTITY_ID = "alarms";

  /**
   * Alarms in one message: with names of 255 characters of four bytes about 110 KB, and a message
   * between nodes may have 256 KB.
   */
  static final int PAGE = 100;

  private static final Duration REPEAT = Duration.ofSeconds(2);
  private static final int EVENTS_PER_SNAPSHOT = 1000;

  private final ActorRef<Topic.Command<AlarmNews>> topic;
  private final Clock clock;
  private final TimerScheduler<Command> timers;

  static Behavior<Command> create(ActorRef<Topic.Command<AlarmNews>> topic, Clock clock) {
    return Behaviors.withTimers(timers -> new AlarmRegister(topic, clock, timers));
  }

  private AlarmRegister(
      ActorRef<Topic.Command<AlarmNews>> topic, Clock clock, TimerScheduler<Command> timers) {
    super(
        PersistenceId.of(TYPE_KEY.name(), ENTITY_ID),
        SupervisorStrategy.restartWithBackoff(Duration.ofMillis(200), Duration.ofSeconds(5), 0.1));
    this.topic = topic;
    this.clock = clock;
    this.timers = timers;
  }

  @Override
  public AlarmBook emptyState() {
    return AlarmBook.EMPTY;
  }

  @Override
  public CommandHandlerWithReply<Command, AlarmEvent, AlarmBook> commandHandler() {
    return newCommandHandlerWithReplyBuilder()
        .forAnyState()
        .onCommand(SetAlarms.class, this::onSetAlarms)
        .onCommand(ListAfter.class, this::onListAfter)
        .onCommand(Repeat.class, (book, repeat) -> onRepeat(book))
        .build();
  }

  private ReplyEffect<AlarmEvent, AlarmBook> onSetAlarms(AlarmBook book, SetAlarms set) {
    List<AlarmSetting> changes = book.changes(set.wanted());
    if (changes.isEmpty()) {
      return Effect().reply(set.replyTo(), new AlarmAnswer.Done(book.of(set.wanted())));
    }
    if (book.tooMany(changes)) {
      return Effect().reply(set.replyTo(), new AlarmAnswer.Full());
    }
    return Effect()
        .persist(new AlarmsSet(changes, clock.millis()))
        .thenRun(changed -> publish(changed.after(book.revision(), PAGE)))
        .thenReply(set.replyTo(), changed -> new AlarmAnswer.Done(changed.of(set.wanted())));
  }

  private ReplyEffect<AlarmEvent, AlarmBook> onListAfter(AlarmBook book, ListAfter list) {
    return Effect().reply(list.replyTo(), book.after(list.revision(), PAGE));
  }

  private ReplyEffect<AlarmEvent, AlarmBook> onRepeat(AlarmBook book) {
    publish(book.after(book.revision(), PAGE));
    return Effect().noReply();
  }

  private void publish(AlarmNews news) {
    topic.tell(Topic.publish(news));
  }

  @Override
  public EventHandler<AlarmBook, AlarmEvent> eventHandler() {
    return newEventHandlerBuilder()
        .forAnyState()
        .onEvent(AlarmsSet.class, AlarmBook::apply)
        .build();
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(EVENTS_PER_SNAPSHOT, 2);
  }

  /** The timer starts at recovery because a failed write cancels it and recovers. */
  @Override
  public SignalHandler<AlarmBook> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(
            RecoveryCompleted.instance(),
            book -> timers.startTimerWithFixedDelay(Repeat.INSTANCE, REPEAT))
        .build();
  }
}
