package waitingroom.room.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Behaviors;
import akka.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import akka.persistence.testkit.javadsl.PersistenceTestKit;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import waitingroom.room.RoomAnswer;
import waitingroom.room.RoomId;
import waitingroom.room.RoomSettings;
import waitingroom.room.RoomState;
import waitingroom.room.RoomStatus;
import waitingroom.room.SessionEnd;
import waitingroom.room.SessionTerms;
import waitingroom.room.SetClock;
import waitingroom.room.TestSettings;
import waitingroom.room.TokenClaim;
import waitingroom.room.commit.RoomMetrics;
import waitingroom.testkit.NodeSerialization;

/** The database fails once: the entity starts again and is what it was. */
class FailedWriteTest {
  private static final AtomicInteger ROOMS = new AtomicInteger();
  private static final long NOW_SECONDS = 1000;

  private static final ActorTestKit KIT =
      ActorTestKit.create(
          "FailedWriteTest",
          ManualTime.config()
              .withFallback(NodeSerialization.CONFIG)
              .withFallback(EventSourcedBehaviorTestKit.config()));
  private static final ManualTime TIME = ManualTime.get(KIT.system());
  private static final PersistenceTestKit JOURNAL = PersistenceTestKit.create(KIT.system());

  /** Another one in each test, since the rooms of the others still run. */
  private final RoomId name = new RoomId("Sample-" + ROOMS.incrementAndGet());

  private final Queue<Object> published = new ConcurrentLinkedQueue<>();

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void a_room_is_what_it_was_before_the_write_that_failed() {
    ActorRef<WaitingRoom.Command> room = room();
    RoomStatus before = open(room).status();

    failAWrite(room);

    assertThat(ask(room, RoomRequest.CountActive::new).status()).isEqualTo(before);
  }

  static Stream<Arguments> requests() {
    TokenClaim claim = new TokenClaim(1, 2, "issuer", "key", null);
    return Stream.of(
        request(
            r -> new RoomRequest.Join("node", 2, 2, r),
            new RoomAnswer.Joined(1, 4, 2, NOW_SECONDS)),
        request(
            r -> new RoomRequest.Claim(List.of(claim), r),
            new RoomAnswer.Claimed(
                List.of(
                    RoomAnswer.ClaimOutcome.granted(
                        new SessionTerms("issuer", "key", NOW_SECONDS, NOW_SECONDS + 3600))))),
        request(
            r -> new RoomRequest.EndSessions(List.of(new SessionEnd(1, 1, true)), false, r),
            new RoomAnswer.Ended(Collections.singletonList(null))));
  }

  private static Arguments request(
      Function<ActorRef<RoomReply>, WaitingRoom.Command> request, RoomAnswer answer) {
    return Arguments.of(request, answer);
  }

  /** In the state that is changed in place, too: the sessions. */
  @ParameterizedTest
  @MethodSource("requests")
  void a_request_whose_write_failed_has_changed_nothing_and_succeeds_when_it_comes_again(
      Function<ActorRef<RoomReply>, WaitingRoom.Command> request, RoomAnswer answer) {
    ActorRef<WaitingRoom.Command> room = room();
    open(room);
    ask(room, r -> new RoomRequest.Join("node", 1, 3, r));
    ask(room, r -> new RoomRequest.IncrementServing(3, r));
    ask(room, r -> new RoomRequest.Claim(List.of(new TokenClaim(1, 1, "issuer", "key", null)), r));
    RoomReply before = ask(room, RoomRequest.CountActive::new);

    failAWrite(room, request);

    assertThat(ask(room, RoomRequest.CountActive::new)).isEqualTo(before);
    RoomReply again = ask(room, request);
    assertThat(again.answer()).isEqualTo(answer);
    assertThat(again.status().revision()).isEqualTo(before.status().revision() + 1);
  }

  @Test
  void a_room_goes_on_ticking_after_a_failed_write() {
    ActorRef<WaitingRoom.Command> room = room();
    open(room);
    failAWrite(room);

    assertPublishesWithin(Duration.ofSeconds(2));
  }

  @Test
  void the_directory_goes_on_repeating_itself_after_a_failed_write() {
    ActorRef<RoomDirectoryEntity.Command> directory =
        KIT.spawn(RoomDirectoryEntity.create(topic(), () -> false));
    JOURNAL.failNextPersisted("RoomDirectory|rooms");
    TestProbe<RoomDirectoryEntity.Registration> unanswered = KIT.createTestProbe();
    directory.tell(new RoomDirectoryEntity.Register(name, unanswered.getRef()));

    TestProbe<RoomDirectoryEntity.Rooms> listed = KIT.createTestProbe();
    directory.tell(new RoomDirectoryEntity.List(listed.getRef()));
    comesBack(listed);

    unanswered.expectNoMessage(Duration.ZERO);
    assertPublishesWithin(Duration.ofSeconds(2));
  }

  private ActorRef<WaitingRoom.Command> room() {
    return KIT.spawn(
        WaitingRoom.create(
            name,
            new WaitingRoom.Dependencies(
                new SetClock(NOW_SECONDS),
                new RoomMetrics(new SimpleMeterRegistry()),
                topic(),
                topic(),
                alarm -> null,
                TestSettings.housekeeping(60_000),
                () -> false)));
  }

  private <T> ActorRef<T> topic() {
    return KIT.spawn(
        Behaviors.receiveMessage(
            message -> {
              published.add(message);
              return Behaviors.same();
            }));
  }

  private RoomReply open(ActorRef<WaitingRoom.Command> room) {
    return ask(
        room,
        replyTo -> new RoomRequest.Configure(RoomSettings.DEFAULT, RoomState.ANY_VERSION, replyTo));
  }

  private RoomReply ask(
      ActorRef<WaitingRoom.Command> room,
      Function<ActorRef<RoomReply>, WaitingRoom.Command> command) {
    TestProbe<RoomReply> probe = KIT.createTestProbe();
    room.tell(command.apply(probe.getRef()));
    return probe.receiveMessage();
  }

  /** And lets the room come back from its pause. */
  private void failAWrite(ActorRef<WaitingRoom.Command> room) {
    failAWrite(room, replyTo -> new RoomRequest.IncrementServing(1, replyTo));
  }

  private void failAWrite(
      ActorRef<WaitingRoom.Command> room,
      Function<ActorRef<RoomReply>, WaitingRoom.Command> request) {
    JOURNAL.failNextPersisted(name.persistenceId());
    TestProbe<RoomReply> unanswered = KIT.createTestProbe();
    room.tell(request.apply(unanswered.getRef()));
    TestProbe<RoomReply> next = KIT.createTestProbe();
    room.tell(new RoomRequest.CountActive(next.getRef()));
    comesBack(next);
    unanswered.expectNoMessage(Duration.ZERO);
  }

  private void comesBack(TestProbe<?> answer) {
    Awaitility.await()
        .until(
            () -> {
              TIME.timePasses(Duration.ofMillis(250));
              try {
                answer.receiveMessage(Duration.ofMillis(100));
                return true;
              } catch (AssertionError notYet) {
                return false;
              }
            });
  }

  private void assertPublishesWithin(Duration period) {
    published.clear();
    TIME.timePasses(period);
    Awaitility.await()
        .atMost(Duration.ofSeconds(3))
        .untilAsserted(() -> assertThat(published).isNotEmpty());
  }
}
