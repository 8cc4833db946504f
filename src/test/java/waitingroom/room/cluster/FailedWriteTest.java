package waitingroom.room.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import akka.persistence.testkit.javadsl.PersistenceTestKit;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import waitingroom.room.ExpectedVersion;
import waitingroom.room.RoomAnswer;
import waitingroom.room.RoomCommand;
import waitingroom.room.RoomEvent;
import waitingroom.room.RoomId;
import waitingroom.room.RoomSettings;
import waitingroom.room.RoomStatus;
import waitingroom.room.SessionEnd;
import waitingroom.room.SessionTerms;
import waitingroom.room.SetClock;
import waitingroom.room.TestSettings;
import waitingroom.room.TokenClaim;
import waitingroom.room.commit.RoomMetrics;
import waitingroom.store.FormatBoard;
import waitingroom.testkit.NodeSerialization;

/** A failed write: the entity restarts with its old state. */
class FailedWriteTest {
  private static final RoomId ROOM = new RoomId("Sample");
  private static final long NOW_SECONDS = 1000;

  private final ActorTestKit kit =
      ActorTestKit.create(
          "FailedWriteTest",
          ManualTime.config()
              .withFallback(NodeSerialization.CONFIG)
              .withFallback(EventSourcedBehaviorTestKit.config()));
  private final ManualTime time = ManualTime.get(kit.system());
  private final PersistenceTestKit journal = PersistenceTestKit.create(kit.system());
  private final FormatBoard formats = new FormatBoard(2);
  private final Queue<Object> published = new ConcurrentLinkedQueue<>();

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void a_room_is_what_it_was_before_the_write_that_failed() {
    ActorRef<WaitingRoom.Command> room = room();
    RoomStatus before = open(room).status();

    failAWrite(room);

    assertThat(ask(room, new RoomCommand.CountActive()).status()).isEqualTo(before);
  }

  static Stream<Arguments> requests() {
    TokenClaim claim = new TokenClaim(1, 2, "issuer", "key", null);
    return Stream.of(
        request(new RoomCommand.Join("node", 2, 2), new RoomAnswer.Joined(1, 4, 2, NOW_SECONDS)),
        request(
            new RoomCommand.Claim(List.of(claim)),
            new RoomAnswer.Claimed(
                List.of(
                    RoomAnswer.ClaimOutcome.granted(
                        new SessionTerms("issuer", "key", NOW_SECONDS, NOW_SECONDS + 3600))))),
        request(
            new RoomCommand.EndSessions(List.of(new SessionEnd(1, 1, true)), false),
            new RoomAnswer.Ended(Collections.singletonList(null))));
  }

  private static Arguments request(RoomCommand request, RoomAnswer answer) {
    return Arguments.of(request, answer);
  }

  /** Includes the sessions, the state that is changed in place. */
  @ParameterizedTest
  @MethodSource("requests")
  void a_request_whose_write_failed_has_changed_nothing_and_succeeds_when_it_comes_again(
      RoomCommand request, RoomAnswer answer) {
    ActorRef<WaitingRoom.Command> room = room();
    open(room);
    ask(room, new RoomCommand.Join("node", 1, 3));
    ask(room, new RoomCommand.IncrementServing(3));
    ask(room, new RoomCommand.Claim(List.of(new TokenClaim(1, 1, "issuer", "key", null))));
    RoomReply before = ask(room, new RoomCommand.CountActive());

    failAWrite(room, request);

    assertThat(ask(room, new RoomCommand.CountActive())).isEqualTo(before);
    RoomReply again = ask(room, request);
    assertThat(again.answer()).isEqualTo(answer);
    assertThat(again.status().revision()).isEqualTo(before.status().revision() + 1);
  }

  /** The state before the first event is shared by all recoveries. */
  @Test
  void a_format_that_was_not_written_is_written_with_the_next_attempt() {
    formats.learn(2);
    ActorRef<WaitingRoom.Command> room = room();
    failAWrite(room, new RoomCommand.Configure(RoomSettings.DEFAULT, new ExpectedVersion.Any()));

    open(room);

    assertThat(journal.persistedInStorage(ROOM.persistenceId()))
        .hasExactlyElementsOfTypes(RoomEvent.FormatRaised.class, RoomEvent.RoomOpened.class);
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
        kit.spawn(RoomDirectoryEntity.create(published::add, () -> false));
    journal.failNextPersisted("RoomDirectory|rooms");
    TestProbe<RoomDirectoryEntity.Registration> unanswered = kit.createTestProbe();
    directory.tell(new RoomDirectoryEntity.Register(ROOM, unanswered.getRef()));

    TestProbe<RoomDirectoryEntity.Rooms> listed = kit.createTestProbe();
    directory.tell(new RoomDirectoryEntity.List(listed.getRef()));
    comesBack(listed);

    unanswered.expectNoMessage(Duration.ZERO);
    assertPublishesWithin(Duration.ofSeconds(2));
  }

  private ActorRef<WaitingRoom.Command> room() {
    return kit.spawn(
        WaitingRoom.create(
            ROOM,
            new RoomDependencies(
                new SetClock(NOW_SECONDS),
                new RoomMetrics(new SimpleMeterRegistry()),
                published::add,
                published::add,
                name -> null,
                TestSettings.housekeeping(60_000),
                formats,
                () -> false,
                RoomStore.DATABASE)));
  }

  private RoomReply open(ActorRef<WaitingRoom.Command> room) {
    return ask(room, new RoomCommand.Configure(RoomSettings.DEFAULT, new ExpectedVersion.Any()));
  }

  private RoomReply ask(ActorRef<WaitingRoom.Command> room, RoomCommand command) {
    TestProbe<RoomReply> probe = kit.createTestProbe();
    room.tell(new RoomRequest(command, probe.getRef()));
    return probe.receiveMessage();
  }

  /** Fails a write and waits until the room is back from its pause. */
  private void failAWrite(ActorRef<WaitingRoom.Command> room) {
    failAWrite(room, new RoomCommand.IncrementServing(1));
  }

  private void failAWrite(ActorRef<WaitingRoom.Command> room, RoomCommand request) {
    journal.failNextPersisted(ROOM.persistenceId());
    TestProbe<RoomReply> unanswered = kit.createTestProbe();
    room.tell(new RoomRequest(request, unanswered.getRef()));
    TestProbe<RoomReply> next = kit.createTestProbe();
    room.tell(new RoomRequest(new RoomCommand.CountActive(), next.getRef()));
    comesBack(next);
    unanswered.expectNoMessage(Duration.ZERO);
  }

  private void comesBack(TestProbe<?> answer) {
    Awaitility.await()
        .until(
            () -> {
              time.timePasses(Duration.ofMillis(250));
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
    time.timePasses(period);
    Awaitility.await()
        .atMost(Duration.ofSeconds(3))
        .untilAsserted(() -> assertThat(published).isNotEmpty());
  }
}
