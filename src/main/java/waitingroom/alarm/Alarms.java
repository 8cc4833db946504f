package waitingroom.alarm;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.pubsub.Topic;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import waitingroom.inlet.AlarmState;
import waitingroom.store.FormatBoard;

/**
 * All alarms of the cluster, for the edges of this node. Hides the sharding.
 *
 * <p>A change completes when it is durable and this node's {@link #board()} shows it, or fails with
 * a {@link java.util.concurrent.TimeoutException}, perhaps wrapped in a {@link
 * java.util.concurrent.CompletionException}, when no answer came in time. Changes are safe to
 * repeat.
 */
public final class Alarms {
  /** Maximum number of alarms. */
  public static final int ALARMS_MAX = 10_000;

  private final ClusterSharding sharding;
  private final Duration askTimeout;
  private final AlarmBoard board = new AlarmBoard();

  /**
   * Starts sharding, topic and board.
   *
   * @param askTimeout timeout of one request
   * @param overtaken true once others may run the register: it then writes nothing
   */
  public Alarms(
      ActorSystem<?> system,
      Duration askTimeout,
      FormatBoard formats,
      BooleanSupplier overtaken,
      Clock clock) {
    this.sharding = ClusterSharding.get(system);
    this.askTimeout = askTimeout;
    ActorRef<Topic.Command<AlarmNews>> topic =
        system.systemActorOf(
            Topic.create(AlarmNews.class, "alarm-news"), "alarm-news-topic", Props.empty());
    sharding.init(
        Entity.of(
            AlarmRegister.TYPE_KEY,
            entity ->
                AlarmRegister.create(
                    news -> topic.tell(Topic.publish(news)), formats, overtaken, clock)));
    system.systemActorOf(
        AlarmListener.create(board, topic, command -> register().tell(command)),
        "alarm-listener",
        Props.empty());
  }

  /** Persistence id of the alarms' journal. */
  public static String persistenceId() {
    return AlarmRegister.PERSISTENCE_ID.id();
  }

  /** All alarms as this node knows them. */
  public AlarmBoard board() {
    return board;
  }

  /** All alarms that this node knows, by name. */
  public List<Alarm> all() {
    return board.all();
  }

  /** Sets one alarm; the same state again changes nothing, not even its time. */
  public CompletionStage<AlarmAnswer> set(AlarmName name, AlarmState state) {
    return setAll(Map.of(name, state));
  }

  /**
   * Sets these alarms. More than 100 take several steps: when a later step is refused or fails, the
   * earlier ones remain.
   */
  public CompletionStage<AlarmAnswer> setAll(Map<AlarmName, AlarmState> states) {
    List<AlarmSetting> wanted = new ArrayList<>(states.size());
    states.forEach((name, state) -> wanted.add(new AlarmSetting(name, state)));
    return setRest(wanted, List.of());
  }

  private CompletionStage<AlarmAnswer> setRest(List<AlarmSetting> rest, List<Alarm> done) {
    if (rest.isEmpty()) {
      return CompletableFuture.completedStage(new AlarmAnswer.Done(done));
    }
    int step = Math.min(rest.size(), AlarmRegister.PAGE);
    return setPage(rest.subList(0, step))
        .thenCompose(
            answer -> {
              if (!(answer instanceof AlarmAnswer.Done page)) {
                return CompletableFuture.completedStage(answer);
              }
              board.learn(page.alarms());
              List<Alarm> more = new ArrayList<>(done);
              more.addAll(page.alarms());
              return setRest(rest.subList(step, rest.size()), more);
            });
  }

  /** Defines an alarm, and creates it if necessary. */
  public CompletionStage<AlarmAnswer> define(AlarmName name, AlarmDefinition definition) {
    return learned(replyTo -> new AlarmRegister.Define(name, definition, false, replyTo));
  }

  /** Defines an alarm that every installation has; leaves an existing one alone. */
  public CompletionStage<AlarmAnswer> defineBuiltIn(AlarmName name, AlarmDefinition definition) {
    return learned(replyTo -> new AlarmRegister.Define(name, definition, true, replyTo));
  }

  /** Removes the definition of an alarm. */
  public CompletionStage<AlarmAnswer> undefine(AlarmName name) {
    return learned(replyTo -> new AlarmRegister.Undefine(name, replyTo));
  }

  /** Removes an alarm, unless it is built in. */
  public CompletionStage<AlarmAnswer> remove(AlarmName name) {
    return learned(replyTo -> new AlarmRegister.Remove(name, replyTo));
  }

  /**
   * Sets defined alarms by verdicts; ignores those whose definition has changed.
   *
   * @param verdicts at most 100
   */
  public CompletionStage<AlarmAnswer> judge(List<Verdict> verdicts) {
    return learned(replyTo -> new AlarmRegister.Judge(verdicts, replyTo));
  }

  private CompletionStage<AlarmAnswer> learned(
      Function<ActorRef<AlarmAnswer>, AlarmRegister.Command> command) {
    return register()
        .<AlarmAnswer>ask(command::apply, askTimeout)
        .thenApply(
            answer -> {
              if (answer instanceof AlarmAnswer.Done done) {
                board.learn(done.alarms());
              }
              return answer;
            });
  }

  private CompletionStage<AlarmAnswer> setPage(List<AlarmSetting> page) {
    return register().ask(replyTo -> new AlarmRegister.SetAlarms(page, replyTo), askTimeout);
  }

  private EntityRef<AlarmRegister.Command> register() {
    return sharding.entityRefFor(AlarmRegister.TYPE_KEY, AlarmRegister.ENTITY_ID);
  }
}
