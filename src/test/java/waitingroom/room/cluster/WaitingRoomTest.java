package waitingroom.room.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import waitingroom.inlet.AlarmState;
import waitingroom.room.Counters;
import waitingroom.room.ExpectedVersion;
import waitingroom.room.Rejection;
import waitingroom.room.RoomAnswer;
import waitingroom.room.RoomAnswer.Accepted;
import waitingroom.room.RoomAnswer.ClaimOutcome;
import waitingroom.room.RoomAnswer.Claimed;
import waitingroom.room.RoomAnswer.Ended;
import waitingroom.room.RoomAnswer.Joined;
import waitingroom.room.RoomAnswer.Refused;
import waitingroom.room.RoomCommand;
import waitingroom.room.RoomEvent;
import waitingroom.room.RoomEvent.SessionsExpired;
import waitingroom.room.RoomId;
import waitingroom.room.RoomSnapshot;
import waitingroom.room.RoomState;
import waitingroom.room.RoomStatus;
import waitingroom.room.SessionEnd;
import waitingroom.room.SessionTerms;
import waitingroom.room.SetClock;
import waitingroom.room.TestSettings;
import waitingroom.room.TokenClaim;
import waitingroom.room.commit.RoomMetrics;
import waitingroom.store.FormatBoard;
import waitingroom.testkit.NodeSerialization;

/**
 * The room as an actor with a journal in memory. Commands, events and replies go through their
 * serializers; the state does not, because it is stored as a {@link RoomSnapshot}.
 */
class WaitingRoomTest {
  private static final AtomicInteger ROOMS = new AtomicInteger();
  private static final Duration TICK = Duration.ofSeconds(2);
  private static final SessionTerms TERMS = new SessionTerms("issuer", "key", 1000, 1060);

  private static final ActorTestKit KIT =
      ActorTestKit.create(
          "WaitingRoomTest",
          ManualTime.config()
              .withFallback(NodeSerialization.CONFIG)
              .withFallback(EventSourcedBehaviorTestKit.config()));
  private static final ManualTime TIME = ManualTime.get(KIT.system());

  /** A new name in each test, since the rooms of earlier tests still run. */
  private final RoomId name = new RoomId("Sample-" + ROOMS.incrementAndGet());

  private final Map<String, AlarmState> alarms = new HashMap<>();
  private final SetClock clock = new SetClock(1000);
  private final FormatBoard formats = new FormatBoard(2);
  private final EventSourcedBehaviorTestKit<WaitingRoom.Command, RoomEvent, RoomState> room =
      EventSourcedBehaviorTestKit.create(
          KIT.system(),
          WaitingRoom.create(
              name,
              new RoomDependencies(
                  clock,
                  new RoomMetrics(new SimpleMeterRegistry()),
                  status -> {},
                  ended -> {},
                  alarms::get,
                  TestSettings.housekeeping(10_000),
                  formats,
                  () -> false,
                  RoomStore.DATABASE)),
          EventSourcedBehaviorTestKit.enabledSerializationSettings().withVerifyState(false));

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void a_room_that_was_never_opened_refuses_everybody() {
    assertThat(join("node", 1, 1).answer()).isEqualTo(new Refused(Rejection.UNKNOWN_ROOM));
    assertThat(journal()).isEmpty();
  }

  @Test
  void a_batch_gets_its_positions_in_one_event_and_the_status_with_the_reply() {
    open();

    RoomReply reply = join("node", 1, 3);

    assertThat(reply.answer()).isEqualTo(new Joined(1, 1, 3, 1000));
    assertThat(reply.status().counters().queue()).isEqualTo(3);
    assertThat(reply.status().revision()).isEqualTo(2);
    assertThat(journal())
        .last()
        .isEqualTo(new RoomEvent.PositionsAssigned(1, 3, 1_000_000, "node", 1));
    assertThat(join("other node", 1, 2).answer()).isEqualTo(new Joined(1, 4, 2, 1000));
  }

  @Test
  void a_repeated_batch_gets_the_same_positions_without_an_event_also_after_a_restart() {
    open();
    RoomAnswer first = join("node", 1, 3).answer();
    room.restart();
    clock.set(1009);

    assertThat(join("node", 1, 3).answer()).isEqualTo(first);
    assertThat(journal()).hasSize(2);
  }

  @Test
  void what_was_acknowledged_survives_a_restart() {
    open();
    join("node", 1, 3);
    serve(2);
    claim(1);
    RoomStatus before = claim(2).status();

    room.restart();

    RoomReply after = claim(2);
    assertThat(after.status()).isEqualTo(before);
    assertThat(after.answer()).isEqualTo(new Claimed(List.of(ClaimOutcome.granted(TERMS))));
  }

  @Test
  void claims_of_one_batch_are_answered_one_by_one_in_their_order() {
    open();
    join("node", 1, 3);
    serve(2);

    assertThat(claim(3, 1, 9).answer())
        .isEqualTo(
            new Claimed(
                List.of(
                    ClaimOutcome.refused(Rejection.NOT_YET_SERVED),
                    ClaimOutcome.granted(TERMS),
                    ClaimOutcome.refused(Rejection.UNKNOWN_REQUEST))));
  }

  @Test
  void sessions_are_completed_and_abandoned_once() {
    open();
    join("node", 1, 3);
    serve(3);
    claim(1, 2);

    RoomReply reply = end(new SessionEnd(1, 1, true), new SessionEnd(1, 2, false));

    assertThat(reply.answer()).isEqualTo(new Ended(Arrays.asList(null, null)));
    assertThat(reply.status().counters()).isEqualTo(new Counters(3, 3, 2, 0, 1, 1));
    assertThat(end(new SessionEnd(1, 1, false)).answer())
        .isEqualTo(new Ended(List.of(Rejection.NO_OPEN_SESSION)));
    assertThat(active().answer()).isEqualTo(new RoomAnswer.Active(0));
  }

  @Test
  void a_reset_forgets_everybody_and_starts_an_epoch() {
    open();
    join("node", 1, 3);

    RoomReply reply = run(new RoomCommand.Reset());

    assertThat(reply.answer()).isEqualTo(new Accepted());
    assertThat(reply.status().epoch()).isEqualTo(2);
    assertThat(reply.status().counters()).isEqualTo(Counters.ZERO);
    assertThat(join("node", 2, 1).answer()).isEqualTo(new Joined(2, 1, 1, 1000));
  }

  @Test
  void a_closed_room_says_so_until_it_is_opened_anew() {
    open();
    run(new RoomCommand.Close(new ExpectedVersion.Any()));

    assertThat(join("node", 1, 1).answer()).isEqualTo(new Refused(Rejection.ROOM_CLOSED));
    assertThat(active().answer()).isEqualTo(new Refused(Rejection.ROOM_CLOSED));
    assertThat(open().status().epoch()).isEqualTo(2);
  }

  @Test
  void a_tick_sweeps_the_sessions_whose_token_expired() {
    open();
    join("node", 1, 1);
    serve(1);
    claim(1);
    TIME.timePasses(TICK);
    clock.set(1061);
    TIME.timePasses(TICK);

    Awaitility.await()
        .untilAsserted(() -> assertThat(journal()).last().isEqualTo(new SessionsExpired(1061, 1)));
    assertThat(journal()).hasSize(5);
    assertThat(((Claimed) claim(1).answer()).outcomes())
        .containsExactly(ClaimOutcome.refused(Rejection.TOKEN_EXPIRED));
  }

  /** Tokens expire in every second of a busy room. */
  @Test
  void an_inlet_has_its_turn_also_when_something_else_is_due_at_every_tick() {
    configure("'inlet': {'strategy': 'periodic', 'increment_by': 100, 'interval': 2}");
    join("node", 1, 5);
    clock.set(1002);
    TIME.timePasses(TICK);
    Awaitility.await().until(() -> status().counters().serving() == 100);
    run(new RoomCommand.Claim(List.of(claimFor(1, 0L))));
    clock.set(1004);
    TIME.timePasses(Duration.ofSeconds(1));

    Awaitility.await().until(() -> status().counters().serving() == 200);
    assertThat(journal()).contains(new SessionsExpired(1004, 1));
  }

  private static TokenClaim claimFor(long position, @Nullable Long validity) {
    return new TokenClaim(1, position, "issuer", "key", validity);
  }

  private RoomStatus status() {
    return active().status();
  }

  private RoomReply configure(String settings) {
    return run(new RoomCommand.Configure(TestSettings.of(settings), new ExpectedVersion.Any()));
  }

  private RoomReply open() {
    return run(
        new RoomCommand.Configure(TestSettings.validityPeriod(60), new ExpectedVersion.Any()));
  }

  private RoomReply join(String origin, long batch, int count) {
    return run(new RoomCommand.Join(origin, batch, count));
  }

  private RoomReply serve(long by) {
    return run(new RoomCommand.IncrementServing(by));
  }

  private RoomReply claim(long... positions) {
    List<TokenClaim> claims =
        Arrays.stream(positions)
            .mapToObj(p -> new TokenClaim(1, p, "issuer", "key", null))
            .toList();
    return run(new RoomCommand.Claim(claims));
  }

  private RoomReply end(SessionEnd... ends) {
    return run(new RoomCommand.EndSessions(List.of(ends), false));
  }

  private RoomReply active() {
    return run(new RoomCommand.CountActive());
  }

  private RoomReply run(RoomCommand command) {
    return room.<RoomReply>runCommand(replyTo -> new RoomRequest(command, replyTo)).reply();
  }

  private List<Object> journal() {
    return room.persistenceTestKit().persistedInStorage(name.persistenceId());
  }
}
