package waitingroom.alarm.watch;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.pubsub.Topic;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Reports the error responses of the last six periods, once per period. */
final class NodeReporter {
  static final int PERIODS_IN_A_MINUTE = 6;

  private enum Tick {
    INSTANCE
  }

  private final String node;
  private final AnswerTally tally;

  /** Counts at the ends of the last periods, oldest first. */
  private final Deque<AnswerCounts> ends = new ArrayDeque<>();

  private NodeReporter(String node, AnswerTally tally) {
    this.node = node;
    this.tally = tally;
    ends.add(AnswerCounts.ZERO);
  }

  static Behavior<?> create(
      String node, AnswerTally tally, Duration period, ActorRef<Topic.Command<NodeReport>> topic) {
    return Behaviors.<Tick>withTimers(
        timers -> {
          NodeReporter reporter = new NodeReporter(node, tally);
          timers.startTimerAtFixedRate(Tick.INSTANCE, period);
          return Behaviors.receive(Tick.class)
              .onMessage(
                  Tick.class,
                  tick -> {
                    topic.tell(Topic.publish(reporter.report()));
                    return Behaviors.same();
                  })
              .build();
        });
  }

  private NodeReport report() {
    AnswerCounts now = tally.counts();
    ends.addLast(now);
    if (ends.size() > PERIODS_IN_A_MINUTE + 1) {
      ends.removeFirst();
    }
    return new NodeReport(node, now.minus(ends.getFirst()));
  }
}
