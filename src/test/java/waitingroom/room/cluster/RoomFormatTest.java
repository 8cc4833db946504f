package waitingroom.room.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import akka.NotUsed;
import akka.actor.testkit.typed.LoggingEvent;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.LoggingTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.japi.Pair;
import akka.persistence.testkit.PersistenceTestKitPlugin;
import akka.persistence.testkit.PersistenceTestKitSnapshotPlugin;
import akka.persistence.testkit.SnapshotMeta;
import akka.persistence.testkit.javadsl.PersistenceTestKit;
import akka.persistence.testkit.javadsl.SnapshotTestKit;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import waitingroom.room.ExpectedVersion;
import waitingroom.room.Rejection;
import waitingroom.room.RoomAnswer.Accepted;
import waitingroom.room.RoomAnswer.Joined;
import waitingroom.room.RoomAnswer.Refused;
import waitingroom.room.RoomCommand;
import waitingroom.room.RoomEvent;
import waitingroom.room.RoomEvent.FormatRaised;
import waitingroom.room.RoomEvent.PositionsAssigned;
import waitingroom.room.RoomEvent.RoomOpened;
import waitingroom.room.RoomEvent.SettingsChanged;
import waitingroom.room.RoomId;
import waitingroom.room.RoomSettings;
import waitingroom.room.RoomState;
import waitingroom.room.SetClock;
import waitingroom.room.TestSettings;
import waitingroom.room.commit.RoomMetrics;
import waitingroom.store.FormatBoard;
import waitingroom.testkit.NodeSerialization;

/** The format of a room: raised before its next event, and never read by a version too old. */
class RoomFormatTest {
  private static final AtomicInteger ROOMS = new AtomicInteger();
  private static final long NOW_SECONDS = 1000;
  private static final long NOW = NOW_SECONDS * 1000;

  private static final ActorTestKit KIT =
      ActorTestKit.create(
          "RoomFormatTest",
          NodeSerialization.CONFIG
              .withFallback(PersistenceTestKitPlugin.getInstance().config())
              .withFallback(PersistenceTestKitSnapshotPlugin.config()));
  private static final PersistenceTestKit JOURNAL = PersistenceTestKit.create(KIT.system());
  private static final SnapshotTestKit SNAPSHOTS = SnapshotTestKit.create(KIT.system());

  private final RoomId name = new RoomId("Sample-" + ROOMS.incrementAndGet());
  private final TestProbe<RoomReply> visitor = KIT.createTestProbe();

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void a_raised_format_is_in_the_journal_once_before_the_next_event() {
    FormatBoard formats = new FormatBoard(2);
    ActorRef<WaitingRoom.Command> room = KIT.spawn(room(formats));
    ask(room, new RoomCommand.Configure(RoomSettings.DEFAULT, new ExpectedVersion.Any()));
    formats.learn(2);
    RoomReply first = join(room, 1);
    assertThat(first.answer()).isEqualTo(new Joined(1, 1, 1, NOW_SECONDS));
    assertThat(first.status().revision()).isEqualTo(3);
    KIT.stop(room);

    join(KIT.spawn(room(formats)), 2);

    assertThat(journal())
        .hasExactlyElementsOfTypes(
            RoomOpened.class, FormatRaised.class, PositionsAssigned.class, PositionsAssigned.class)
        .element(1)
        .isEqualTo(new FormatRaised(2, NOW));
  }

  /** An older version would read the settings as those of a line in order of arrival. */
  @Test
  void a_queueing_method_waits_for_the_format_that_can_hold_it() {
    FormatBoard formats = new FormatBoard(2);
    formats.learn(1);
    ActorRef<WaitingRoom.Command> room = KIT.spawn(room(formats));
    ask(room, new RoomCommand.Configure(RoomSettings.DEFAULT, new ExpectedVersion.Any()));
    var rejects =
        new RoomCommand.Configure(
            TestSettings.of("'queueing_method': 'reject'"), new ExpectedVersion.Any());
    assertThat(ask(room, rejects).answer()).isEqualTo(new Refused(Rejection.FORMAT_NOT_RAISED));
    formats.learn(2);
    assertThat(ask(room, rejects).answer()).isEqualTo(new Accepted());
    assertThat(join(room, 1).answer()).isEqualTo(new Refused(Rejection.ROOM_REJECTS));
    assertThat(journal())
        .hasExactlyElementsOfTypes(RoomOpened.class, FormatRaised.class, SettingsChanged.class);
  }

  @Test
  void a_new_room_starts_in_the_format_of_the_cluster_and_keeps_it_when_reopened() {
    FormatBoard formats = new FormatBoard(2);
    formats.learn(2);
    ActorRef<WaitingRoom.Command> room = KIT.spawn(room(formats));
    var configure = new RoomCommand.Configure(RoomSettings.DEFAULT, new ExpectedVersion.Any());
    ask(room, configure);
    ask(room, new RoomCommand.Close(new ExpectedVersion.Any()));
    ask(room, configure);

    assertThat(journal())
        .hasExactlyElementsOfTypes(
            FormatRaised.class, RoomOpened.class, RoomEvent.RoomClosed.class, RoomOpened.class);
  }

  /** It still serves its rooms for the moment that it needs to leave the cluster. */
  @Test
  void a_node_that_is_too_old_writes_on_in_the_format_of_the_room() {
    FormatBoard formats = new FormatBoard(1);
    formats.learn(2);
    ActorRef<WaitingRoom.Command> room = KIT.spawn(room(formats));
    ask(room, new RoomCommand.Configure(RoomSettings.DEFAULT, new ExpectedVersion.Any()));

    assertThat(journal()).hasExactlyElementsOfTypes(RoomOpened.class);
  }

  @Test
  void a_room_with_events_in_a_later_format_does_not_recover() {
    JOURNAL.persistForRecovery(
        name.persistenceId(),
        List.of(new RoomOpened(1, RoomSettings.DEFAULT, NOW), new FormatRaised(3, NOW)));

    assertRefuses();
  }

  @Test
  void a_room_with_a_snapshot_in_a_later_format_does_not_recover() {
    RoomState state =
        new RoomState()
            .apply(new RoomOpened(1, RoomSettings.DEFAULT, NOW))
            .apply(new FormatRaised(3, NOW));
    SNAPSHOTS.persistForRecovery(
        name.persistenceId(), List.of(Pair.create(SnapshotMeta.create(2), state.toSnapshot())));

    assertRefuses();
  }

  private void assertRefuses() {
    LoggingTestKit.empty()
        .withCustom(this::firstRefusal)
        .expect(
            KIT.system(),
            () -> {
              var join = new RoomCommand.Join("node", 1, 1);
              KIT.spawn(room(new FormatBoard(2))).tell(new RoomRequest(join, visitor.getRef()));
              return NotUsed.getInstance();
            });
    visitor.expectNoMessage(Duration.ofMillis(500));
  }

  private boolean firstRefusal(LoggingEvent event) {
    return event.message().contains(name.persistenceId() + " is written in format 3")
        && !event.message().contains("failure [2]")
        && !event.message().contains("failure [3]");
  }

  private Behavior<WaitingRoom.Command> room(FormatBoard formats) {
    return WaitingRoom.create(
        name,
        new RoomDependencies(
            new SetClock(NOW_SECONDS),
            new RoomMetrics(new SimpleMeterRegistry()),
            status -> {},
            ended -> {},
            alarm -> null,
            TestSettings.housekeeping(60_000),
            formats,
            () -> false,
            RoomStore.DATABASE));
  }

  private RoomReply join(ActorRef<WaitingRoom.Command> room, long batch) {
    return ask(room, new RoomCommand.Join("node", batch, 1));
  }

  private RoomReply ask(ActorRef<WaitingRoom.Command> room, RoomCommand command) {
    room.tell(new RoomRequest(command, visitor.getRef()));
    return visitor.receiveMessage();
  }

  private List<Object> journal() {
    return JOURNAL.persistedInStorage(name.persistenceId());
  }
}
