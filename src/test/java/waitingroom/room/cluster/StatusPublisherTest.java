package waitingroom.room.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import waitingroom.room.Counters;
import waitingroom.room.Phase;
import waitingroom.room.RoomCommand;
import waitingroom.room.RoomId;
import waitingroom.room.RoomSettings;
import waitingroom.room.RoomStatus;

/** Time passes only when a test says so. */
class StatusPublisherTest {
  private static final long END = -1;

  private static final ActorTestKit KIT =
      ActorTestKit.create("StatusPublisherTest", ManualTime.config());
  private static final ManualTime TIME = ManualTime.get(KIT.system());
  private final AtomicLong nanos = new AtomicLong();
  private final TestProbe<RoomStatus> topic = KIT.createTestProbe();
  private final TestProbe<Long> handled = KIT.createTestProbe();
  private final TestProbe<RoomReply> nobody = KIT.createTestProbe();
  private final ActorRef<WaitingRoom.Command> room = KIT.spawn(Behaviors.withTimers(this::room));
  private long revision;

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void a_change_after_a_quiet_time_goes_out_at_once() {
    change();
    assertThat(publishedNow()).containsExactly(1L);

    pass(100);
    change();
    assertThat(publishedNow()).containsExactly(2L);
  }

  @Test
  void changes_within_the_pause_go_out_together_at_its_end_the_last_one_for_all() {
    change();
    pass(40);
    change();
    change();
    assertThat(publishedNow()).containsExactly(1L);

    pass(59);
    assertThat(publishedNow()).isEmpty();
    pass(1);
    assertThat(publishedNow()).containsExactly(3L);
    pass(1000);
    assertThat(publishedNow()).isEmpty();
  }

  @Test
  void a_room_that_never_rests_is_heard_ten_times_a_second_and_its_last_word_counts() {
    for (int i = 0; i < 20; i++) {
      change();
      pass(50);
    }

    assertThat(publishedNow()).containsExactly(1L, 2L, 4L, 6L, 8L, 10L, 12L, 14L, 16L, 18L, 20L);
  }

  /** Uses the increment as revision, and reports each handled message. */
  private Behavior<WaitingRoom.Command> room(TimerScheduler<WaitingRoom.Command> timers) {
    StatusPublisher publisher = new StatusPublisher(topic.getRef()::tell, timers, nanos::get);
    AtomicLong current = new AtomicLong();
    return Behaviors.receiveMessage(
        message -> {
          @Nullable RoomCommand command =
              message instanceof RoomRequest request ? request.command() : null;
          if (command instanceof RoomCommand.IncrementServing change) {
            current.set(change.by());
            publisher.changed(status(change.by()));
            handled.getRef().tell(change.by());
          } else if (command instanceof RoomCommand.CountActive) {
            handled.getRef().tell(0L);
          } else {
            publisher.publish(status(current.get()));
          }
          return Behaviors.same();
        });
  }

  private static RoomStatus status(long revision) {
    return new RoomStatus(
        new RoomId("Sample"), revision, Phase.OPEN, 1, RoomSettings.DEFAULT, 1, Counters.ZERO);
  }

  private void change() {
    room.tell(new RoomRequest(new RoomCommand.IncrementServing(++revision), nobody.getRef()));
    assertThat(handled.receiveMessage()).isEqualTo(revision);
  }

  /** Moves both the clock of the timers and the publisher's own. */
  private void pass(long millis) {
    nanos.addAndGet(Duration.ofMillis(millis).toNanos());
    TIME.timePasses(Duration.ofMillis(millis));
  }

  /** Revisions published since the last call. */
  private List<Long> publishedNow() {
    room.tell(new RoomRequest(new RoomCommand.CountActive(), nobody.getRef()));
    assertThat(handled.receiveMessage()).isZero();
    topic.getRef().tell(status(END));
    List<Long> revisions = new ArrayList<>();
    for (long next = next(); next != END; next = next()) {
      revisions.add(next);
    }
    return revisions;
  }

  private long next() {
    return topic.receiveMessage().revision();
  }
}
