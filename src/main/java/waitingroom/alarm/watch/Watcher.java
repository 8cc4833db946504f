package waitingroom.alarm.watch;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.pubsub.Topic;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waitingroom.alarm.AlarmAnswer;
import waitingroom.alarm.Alarms;
import waitingroom.alarm.Verdict;

/**
 * Cluster singleton that judges the defined alarms once per period. It also creates the built-in
 * alarms and runs the followers of the alarms' journal.
 */
final class Watcher extends AbstractBehavior<Object> {
  private static final Logger log = LoggerFactory.getLogger(Watcher.class);
  private static final int VERDICTS_AT_ONCE = 100;

  private enum Look {
    INSTANCE
  }

  private record BuiltIn(boolean allThere) {}

  /** Starts the followers; the results stop them. */
  interface JournalFollowers extends Supplier<List<Runnable>> {}

  private final Alarms alarms;
  private final Watch watch;
  private final List<Runnable> stops;
  private boolean builtInThere;

  static Behavior<Object> create(
      Alarms alarms,
      Watch watch,
      Duration period,
      ActorRef<Topic.Command<NodeReport>> reports,
      JournalFollowers followers) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  reports.tell(Topic.subscribe(context.getSelf().narrow()));
                  timers.startTimerAtFixedRate(Look.INSTANCE, period);
                  return new Watcher(context, alarms, watch, followers.get());
                }));
  }

  private Watcher(ActorContext<Object> context, Alarms alarms, Watch watch, List<Runnable> stops) {
    super(context);
    this.alarms = alarms;
    this.watch = watch;
    this.stops = stops;
  }

  @Override
  public Receive<Object> createReceive() {
    return newReceiveBuilder()
        .onMessage(NodeReport.class, this::onReport)
        .onMessage(Look.class, look -> onLook())
        .onMessage(BuiltIn.class, this::onBuiltIn)
        .onSignal(PostStop.class, signal -> onStop())
        .build();
  }

  private Behavior<Object> onReport(NodeReport report) {
    watch.hear(report);
    return this;
  }

  private Behavior<Object> onLook() {
    if (!alarms.board().complete()) {
      return this;
    }
    if (!builtInThere) {
      getContext().pipeToSelf(defineBuiltIn(), (done, failure) -> new BuiltIn(failure == null));
    }
    List<Verdict> verdicts = watch.look(alarms.all());
    for (int i = 0; i < verdicts.size(); i += VERDICTS_AT_ONCE) {
      List<Verdict> some = verdicts.subList(i, Math.min(verdicts.size(), i + VERDICTS_AT_ONCE));
      // After a failure the next look finds the same verdict.
      alarms
          .judge(some)
          .whenComplete(
              (answer, failure) -> {
                if (failure != null) {
                  log.warn("Cannot set alarms, will retry: cause={}", failure.toString());
                }
              });
    }
    return this;
  }

  private CompletionStage<AlarmAnswer> defineBuiltIn() {
    CompletionStage<AlarmAnswer> last = CompletableFuture.completedStage(new AlarmAnswer.Full());
    for (var builtIn : BuiltInAlarms.all().entrySet()) {
      last = last.thenCompose(answer -> alarms.defineBuiltIn(builtIn.getKey(), builtIn.getValue()));
    }
    return last;
  }

  private Behavior<Object> onBuiltIn(BuiltIn builtIn) {
    builtInThere = builtIn.allThere();
    return this;
  }

  private Behavior<Object> onStop() {
    stops.forEach(Runnable::run);
    return this;
  }
}
