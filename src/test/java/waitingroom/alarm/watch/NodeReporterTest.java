package waitingroom.alarm.watch;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.internal.pubsub.TopicImpl;
import akka.actor.typed.pubsub.Topic;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import waitingroom.alarm.watch.AnswerTally.Listener;

class NodeReporterTest {
  private static final Duration PERIOD = Duration.ofSeconds(10);

  private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());
  private final ManualTime time = ManualTime.get(kit.system());
  private final AnswerTally tally = new AnswerTally();
  private final TestProbe<Topic.Command<NodeReport>> topic = kit.createTestProbe();

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void each_report_covers_the_last_six_periods() {
    kit.spawn(NodeReporter.create("a", tally, PERIOD, topic.getRef()));
    tally.answered(Listener.PUBLIC, 200);
    tally.answered(Listener.PUBLIC, 404);
    tally.answered(Listener.PUBLIC, 429);
    tally.answered(Listener.ADMIN, 403);
    AnswerCounts first = new AnswerCounts(2, 0, 1, 0, 1);
    assertThat(next()).isEqualTo(new NodeReport("a", first));

    tally.answered(Listener.PUBLIC, 503);
    tally.answered(Listener.ADMIN, 500);
    AnswerCounts second = new AnswerCounts(0, 1, 0, 1, 0);
    for (int i = 0; i < 5; i++) {
      assertThat(next().lastMinute()).isEqualTo(first.plus(second));
    }
    assertThat(next().lastMinute()).isEqualTo(second);
    assertThat(next().lastMinute()).isEqualTo(AnswerCounts.ZERO);
  }

  private NodeReport next() {
    time.timePasses(PERIOD);
    return ((TopicImpl.Publish<NodeReport>) topic.receiveMessage()).message();
  }
}
