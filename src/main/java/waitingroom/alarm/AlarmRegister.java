package waitingroom.alarm;

import akka.actor.typed.ActorRef;
import akka.actor.typed.BackoffSupervisorStrategy;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.SnapshotAdapter;
import akka.persistence.typed.javadsl.CommandHandlerWithReply;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehaviorWithEnforcedReplies;
import akka.persistence.typed.javadsl.ReplyEffect;
import akka.persistence.typed.javadsl.RetentionCriteria;
import akka.persistence.typed.javadsl.SignalHandler;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import waitingroom.alarm.AlarmEvent.AlarmDefined;
import waitingroom.alarm.AlarmEvent.AlarmRemoved;
import waitingroom.alarm.AlarmEvent.AlarmUndefined;
import waitingroom.alarm.AlarmEvent.AlarmsSet;
import waitingroom.alarm.AlarmEvent.FormatRaised;
import waitingroom.fence.Fence;
import waitingroom.inlet.AlarmState;
import waitingroom.store.CborSerializable;
import waitingroom.store.FormatBoard;
import waitingroom.store.LaterFormat;

/**
 * The single owner of all alarms. A setting that changes something becomes an event, then an update
 * for all nodes. Every two seconds it publishes the latest revision; a node that missed something
 * asks for the changes after the revision it knows, page by page, since all alarms would not fit
 * one message.
 */
final class AlarmRegister
    extends EventSourcedBehaviorWithEnforcedReplies<AlarmRegister.Command, AlarmEvent, AlarmBook> {

  sealed interface Command {}

  /** Sets all of these alarms or none; each name once, at most {@link #PAGE}. */
  record SetAlarms(List<AlarmSetting> wanted, ActorRef<AlarmAnswer> replyTo)
      implements Command, CborSerializable {
    SetAlarms {
      wanted = List.copyOf(wanted);
    }
  }

  /** Asks for the first page of the alarms that changed after that revision. */
  record ListAfter(long revision, ActorRef<AlarmNews> replyTo)
      implements Command, CborSerializable {}

  /** Defines an alarm, and creates it if necessary. */
  record Define(
      AlarmName name, AlarmDefinition definition, boolean builtIn, ActorRef<AlarmAnswer> replyTo)
      implements Command, CborSerializable {}

  /** Removes the definition of an alarm: its state is set from outside from then on. */
  record Undefine(AlarmName name, ActorRef<AlarmAnswer> replyTo)
      implements Command, CborSerializable {}

  /** Removes an alarm. */
  record Remove(AlarmName name, ActorRef<AlarmAnswer> replyTo)
      implements Command, CborSerializable {}

  /** Sets defined alarms by their verdicts; at most {@link #PAGE}. */
  record Judge(List<Verdict> verdicts, ActorRef<AlarmAnswer> replyTo)
      implements Command, CborSerializable {
    Judge {
      verdicts = List.copyOf(verdicts);
    }
  }

  private enum Repeat implements Command {
    INSTANCE
  }

  static final EntityTypeKey<Command> TYPE_KEY =
      EntityTypeKey.create(Command.class, "AlarmRegister");

  /** There is one register per cluster. */
  static final String ENTITY_ID = "alarms";

  static final PersistenceId PERSISTENCE_ID = PersistenceId.of(TYPE_KEY.name(), ENTITY_ID);

  /**
   * Alarms in one message: with names of 255 characters of four bytes, and definitions with ten
   * addresses each, about 400 KB, and a message between nodes may have 1 MB.
   */
  static final int PAGE = 100;

  private static final BackoffSupervisorStrategy RESTART =
      SupervisorStrategy.restartWithBackoff(Duration.ofMillis(200), Duration.ofSeconds(5), 0.1);
  private static final Duration REPEAT = Duration.ofSeconds(2);
  private static final int EVENTS_PER_SNAPSHOT = 1000;

  private final Consumer<AlarmNews> nodes;
  private final FormatBoard formats;
  private final Clock clock;
  private final TimerScheduler<Command> timers;

  static Behavior<Command> create(
      Consumer<AlarmNews> nodes, FormatBoard formats, BooleanSupplier overtaken, Clock clock) {
    return Fence.around(
        Behaviors.<Command>supervise(
                Behaviors.withTimers(timers -> new AlarmRegister(nodes, formats, clock, timers)))
            .onFailure(LaterFormat.class, RESTART),
        overtaken);
  }

  private AlarmRegister(
      Consumer<AlarmNews> nodes, FormatBoard formats, Clock clock, TimerScheduler<Command> timers) {
    super(PERSISTENCE_ID, RESTART);
    this.nodes = nodes;
    this.formats = formats;
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
        .onCommand(Define.class, this::onDefine)
        .onCommand(Undefine.class, this::onUndefine)
        .onCommand(Remove.class, this::onRemove)
        .onCommand(Judge.class, this::onJudge)
        .onCommand(ListAfter.class, this::onListAfter)
        .onCommand(Repeat.class, (book, repeat) -> onRepeat(book))
        .build();
  }

  private ReplyEffect<AlarmEvent, AlarmBook> onSetAlarms(AlarmBook book, SetAlarms set) {
    Optional<AlarmName> defined = book.defined(set.wanted());
    if (defined.isPresent()) {
      return Effect().reply(set.replyTo(), new AlarmAnswer.Defined(defined.get()));
    }
    return set(book, set.wanted(), set.replyTo());
  }

  private ReplyEffect<AlarmEvent, AlarmBook> onJudge(AlarmBook book, Judge judge) {
    return set(book, book.inForce(judge.verdicts()), judge.replyTo());
  }

  private ReplyEffect<AlarmEvent, AlarmBook> set(
      AlarmBook book, List<AlarmSetting> wanted, ActorRef<AlarmAnswer> replyTo) {
    List<AlarmSetting> changes = book.changes(wanted);
    if (changes.isEmpty()) {
      return Effect().reply(replyTo, new AlarmAnswer.Done(book.of(wanted)));
    }
    if (book.tooMany(changes)) {
      return Effect().reply(replyTo, new AlarmAnswer.Full());
    }
    return persist(book, new AlarmsSet(changes, clock.millis()), wanted, replyTo);
  }

  private ReplyEffect<AlarmEvent, AlarmBook> onDefine(AlarmBook book, Define define) {
    Optional<Alarm> known = book.find(define.name());
    List<AlarmSetting> named = named(define.name());
    // An operator's definition takes precedence over the built-in one.
    if (known.isPresent()
        && (define.builtIn() || define.definition().equals(known.get().definition()))) {
      return Effect().reply(define.replyTo(), new AlarmAnswer.Done(book.of(named)));
    }
    if (known.isEmpty() && book.tooMany(named)) {
      return Effect().reply(define.replyTo(), new AlarmAnswer.Full());
    }
    return persist(
        book,
        new AlarmDefined(define.name(), define.definition(), define.builtIn(), clock.millis()),
        named,
        define.replyTo());
  }

  private ReplyEffect<AlarmEvent, AlarmBook> onUndefine(AlarmBook book, Undefine undefine) {
    Alarm alarm = book.find(undefine.name()).orElse(null);
    if (alarm == null || alarm.definition() == null) {
      return Effect().reply(undefine.replyTo(), new AlarmAnswer.Unknown());
    }
    if (alarm.builtIn()) {
      return Effect().reply(undefine.replyTo(), new AlarmAnswer.BuiltIn());
    }
    return persist(
        book,
        new AlarmUndefined(alarm.name(), clock.millis()),
        named(alarm.name()),
        undefine.replyTo());
  }

  private ReplyEffect<AlarmEvent, AlarmBook> onRemove(AlarmBook book, Remove remove) {
    Alarm alarm = book.find(remove.name()).orElse(null);
    if (alarm == null) {
      return Effect().reply(remove.replyTo(), new AlarmAnswer.Unknown());
    }
    if (alarm.builtIn()) {
      return Effect().reply(remove.replyTo(), new AlarmAnswer.BuiltIn());
    }
    return Effect()
        .persist(inFormat(book, new AlarmRemoved(alarm.name(), clock.millis())))
        .thenRun(changed -> nodes.accept(changed.after(book.revision(), PAGE)))
        .thenReply(
            remove.replyTo(),
            changed -> new AlarmAnswer.Done(changed.after(book.revision(), 1).alarms()));
  }

  private static List<AlarmSetting> named(AlarmName name) {
    return List.of(new AlarmSetting(name, AlarmState.INSUFFICIENT_DATA));
  }

  /** Publishes the change, and answers with the state of these alarms after it. */
  private ReplyEffect<AlarmEvent, AlarmBook> persist(
      AlarmBook book, AlarmEvent event, List<AlarmSetting> asked, ActorRef<AlarmAnswer> replyTo) {
    return Effect()
        .persist(inFormat(book, event))
        .thenRun(changed -> nodes.accept(changed.after(book.revision(), PAGE)))
        .thenReply(replyTo, changed -> new AlarmAnswer.Done(changed.of(asked)));
  }

  private List<AlarmEvent> inFormat(AlarmBook book, AlarmEvent event) {
    return formats.raising(
        book.format(), List.of(event), number -> new FormatRaised(number, clock.millis()));
  }

  private ReplyEffect<AlarmEvent, AlarmBook> onListAfter(AlarmBook book, ListAfter list) {
    return Effect().reply(list.replyTo(), book.after(list.revision(), PAGE));
  }

  private ReplyEffect<AlarmEvent, AlarmBook> onRepeat(AlarmBook book) {
    nodes.accept(book.after(book.revision(), PAGE));
    return Effect().noReply();
  }

  @Override
  public EventHandler<AlarmBook, AlarmEvent> eventHandler() {
    return newEventHandlerBuilder()
        .forAnyState()
        .onAnyEvent((book, event) -> book.apply(formats.readable(PERSISTENCE_ID.id(), event)));
  }

  @Override
  public SnapshotAdapter<AlarmBook> snapshotAdapter() {
    return new SnapshotAdapter<>() {
      @Override
      public Object toJournal(AlarmBook book) {
        return book;
      }

      @Override
      public AlarmBook fromJournal(Object snapshot) {
        return (AlarmBook) formats.readable(PERSISTENCE_ID.id(), snapshot);
      }
    };
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(EVENTS_PER_SNAPSHOT, 2);
  }

  /** Starts the timer at recovery, because a failed write cancels it and causes a recovery. */
  @Override
  public SignalHandler<AlarmBook> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(
            RecoveryCompleted.instance(),
            book -> timers.startTimerWithFixedDelay(Repeat.INSTANCE, REPEAT))
        .build();
  }
}
