package waitingroom.room.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.persistence.testkit.JournalOperation;
import akka.persistence.testkit.ProcessingResult;
import akka.persistence.testkit.ProcessingSuccess;
import akka.persistence.testkit.WriteEvents;
import akka.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import akka.persistence.testkit.javadsl.PersistenceTestKit;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import waitingroom.room.ExpectedVersion;
import waitingroom.room.RoomCommand;
import waitingroom.room.RoomId;
import waitingroom.room.RoomSettings;
import waitingroom.room.SetClock;
import waitingroom.room.TestSettings;
import waitingroom.room.commit.RoomMetrics;
import waitingroom.store.FormatBoard;
import waitingroom.testkit.NodeSerialization;

/** Cluster singletons write and send nothing once another node may run them. */
class FenceTest {
  private static final Duration SILENCE = Duration.ofMillis(300);
  private static final String DIRECTORY = "RoomDirectory|rooms";

  private static final ActorTestKit KIT =
      ActorTestKit.create(
          "FenceTest", NodeSerialization.CONFIG.withFallback(EventSourcedBehaviorTestKit.config()));
  private static final PersistenceTestKit JOURNAL = PersistenceTestKit.create(KIT.system());
  private static final AtomicInteger ROOMS = new AtomicInteger();

  private final RoomId name = new RoomId("Sample-" + ROOMS.incrementAndGet());
  private final AtomicBoolean overtaken = new AtomicBoolean();
  private final TestProbe<RoomReply> visitor = KIT.createTestProbe();
  private final TestProbe<RoomDirectoryEntity.Registration> operator = KIT.createTestProbe();

  @BeforeEach
  void forget() {
    JOURNAL.clearAll();
    JOURNAL.resetPolicy();
  }

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  /** The sender gets no answer and asks the room on its new node. */
  @Test
  void a_room_that_was_overtaken_writes_and_answers_nothing() {
    ActorRef<WaitingRoom.Command> room = openRoom();
    overtaken.set(true);

    room.tell(new RoomRequest(new RoomCommand.Join("node", 1, 1), visitor.getRef()));
    room.tell(new RoomRequest(new RoomCommand.CountActive(), visitor.getRef()));

    visitor.expectNoMessage(SILENCE);
    assertThat(JOURNAL.persistedInStorage(name.persistenceId())).hasSize(1);
  }

  /** The other room may have written another event under the same number, which then wins. */
  @Test
  void nobody_hears_of_positions_whose_write_was_under_way_when_the_node_was_overtaken() {
    ActorRef<WaitingRoom.Command> room = openRoom();
    overtakeDuringTheNextWrite();

    room.tell(new RoomRequest(new RoomCommand.Join("node", 1, 1), visitor.getRef()));

    visitor.expectNoMessage(SILENCE);
    assertThat(JOURNAL.persistedInStorage(name.persistenceId())).hasSize(2);
  }

  @Test
  void a_directory_that_was_overtaken_registers_nobody() {
    ActorRef<RoomDirectoryEntity.Command> directory = directory();
    directory.tell(new RoomDirectoryEntity.Register(name, operator.getRef()));
    assertThat(operator.receiveMessage().listed()).isTrue();
    overtaken.set(true);

    directory.tell(new RoomDirectoryEntity.Register(new RoomId("late"), operator.getRef()));

    operator.expectNoMessage(SILENCE);
    assertThat(JOURNAL.persistedInStorage(DIRECTORY)).hasSize(1);
  }

  @Test
  void nobody_hears_of_a_name_whose_write_was_under_way_when_the_node_was_overtaken() {
    ActorRef<RoomDirectoryEntity.Command> directory = directory();
    overtakeDuringTheNextWrite();

    directory.tell(new RoomDirectoryEntity.Register(name, operator.getRef()));

    operator.expectNoMessage(SILENCE);
    assertThat(JOURNAL.persistedInStorage(DIRECTORY)).hasSize(1);
  }

  /** Otherwise an overtaken node could not stop. */
  @Test
  void what_was_overtaken_can_be_stopped() {
    ActorRef<RoomDirectoryEntity.Command> directory = directory();
    overtaken.set(true);

    KIT.stop(directory);

    operator.expectTerminated(directory);
  }

  private void overtakeDuringTheNextWrite() {
    JOURNAL.withPolicy(this::overtakeAndWrite);
  }

  private ProcessingResult overtakeAndWrite(String persistenceId, JournalOperation operation) {
    if (operation instanceof WriteEvents) {
      overtaken.set(true);
    }
    return ProcessingSuccess.getInstance();
  }

  private ActorRef<RoomDirectoryEntity.Command> directory() {
    return KIT.spawn(RoomDirectoryEntity.create(notice -> {}, overtaken::get));
  }

  private ActorRef<WaitingRoom.Command> openRoom() {
    ActorRef<WaitingRoom.Command> room =
        KIT.spawn(
            WaitingRoom.create(
                name,
                new RoomDependencies(
                    new SetClock(1000),
                    new RoomMetrics(new SimpleMeterRegistry()),
                    status -> {},
                    ended -> {},
                    alarm -> null,
                    TestSettings.housekeeping(60_000),
                    new FormatBoard(FormatBoard.NEWEST),
                    overtaken::get,
                    RoomStore.DATABASE)));
    room.tell(
        new RoomRequest(
            new RoomCommand.Configure(RoomSettings.DEFAULT, new ExpectedVersion.Any()),
            visitor.getRef()));
    visitor.receiveMessage();
    return room;
  }
}
