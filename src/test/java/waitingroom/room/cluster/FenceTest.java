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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import waitingroom.room.ExpectedVersion;
import waitingroom.room.RoomCommand;
import waitingroom.room.RoomId;
import waitingroom.room.RoomSettings;
import waitingroom.room.SetClock;
import waitingroom.room.TestSettings;
import waitingroom.room.commit.RoomMetrics;
import waitingroom.testkit.NodeSerialization;

/** Cluster singletons write and send nothing once another node may run them. */
class FenceTest {
  private static final RoomId ROOM = new RoomId("Sample");
  private static final String DIRECTORY = "RoomDirectory|rooms";

  private final ActorTestKit kit =
      ActorTestKit.create(
          "FenceTest", NodeSerialization.CONFIG.withFallback(EventSourcedBehaviorTestKit.config()));
  private final PersistenceTestKit journal = PersistenceTestKit.create(kit.system());
  private final AtomicBoolean overtaken = new AtomicBoolean();
  private final TestProbe<RoomReply> visitor = kit.createTestProbe();
  private final TestProbe<RoomDirectoryEntity.Registration> operator = kit.createTestProbe();

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  /** The sender gets no answer and asks the room on its new node. */
  @Test
  void a_room_that_was_overtaken_writes_and_answers_nothing() {
    ActorRef<WaitingRoom.Command> room = openRoom();
    overtaken.set(true);

    room.tell(new RoomRequest(new RoomCommand.Join("node", 1, 1), visitor.getRef()));
    room.tell(new RoomRequest(new RoomCommand.CountActive(), visitor.getRef()));

    visitor.expectNoMessage(Duration.ofMillis(300));
    assertThat(journal.persistedInStorage(ROOM.persistenceId())).hasSize(1);
  }

  /** The other room may have written another event under the same number, which then wins. */
  @Test
  void nobody_hears_of_positions_whose_write_was_under_way_when_the_node_was_overtaken() {
    ActorRef<WaitingRoom.Command> room = openRoom();
    overtakeDuringTheNextWrite();

    room.tell(new RoomRequest(new RoomCommand.Join("node", 1, 1), visitor.getRef()));

    visitor.expectNoMessage(Duration.ofMillis(300));
    assertThat(journal.persistedInStorage(ROOM.persistenceId())).hasSize(2);
  }

  @Test
  void a_directory_that_was_overtaken_registers_nobody() {
    ActorRef<RoomDirectoryEntity.Command> directory = directory();
    directory.tell(new RoomDirectoryEntity.Register(ROOM, operator.getRef()));
    assertThat(operator.receiveMessage().listed()).isTrue();
    overtaken.set(true);

    directory.tell(new RoomDirectoryEntity.Register(new RoomId("late"), operator.getRef()));

    operator.expectNoMessage(Duration.ofMillis(300));
    assertThat(journal.persistedInStorage(DIRECTORY)).hasSize(1);
  }

  @Test
  void nobody_hears_of_a_name_whose_write_was_under_way_when_the_node_was_overtaken() {
    ActorRef<RoomDirectoryEntity.Command> directory = directory();
    overtakeDuringTheNextWrite();

    directory.tell(new RoomDirectoryEntity.Register(ROOM, operator.getRef()));

    operator.expectNoMessage(Duration.ofMillis(300));
    assertThat(journal.persistedInStorage(DIRECTORY)).hasSize(1);
  }

  /** Otherwise an overtaken node could not stop. */
  @Test
  void what_was_overtaken_can_be_stopped() {
    ActorRef<RoomDirectoryEntity.Command> directory = directory();
    overtaken.set(true);

    kit.stop(directory);

    operator.expectTerminated(directory);
  }

  private void overtakeDuringTheNextWrite() {
    journal.withPolicy(this::overtakeAndWrite);
  }

  private ProcessingResult overtakeAndWrite(String persistenceId, JournalOperation operation) {
    if (operation instanceof WriteEvents) {
      overtaken.set(true);
    }
    return ProcessingSuccess.getInstance();
  }

  private ActorRef<RoomDirectoryEntity.Command> directory() {
    return kit.spawn(RoomDirectoryEntity.create(notice -> {}, overtaken::get));
  }

  private ActorRef<WaitingRoom.Command> openRoom() {
    ActorRef<WaitingRoom.Command> room =
        kit.spawn(
            WaitingRoom.create(
                ROOM,
                new WaitingRoom.Dependencies(
                    new SetClock(1000),
                    new RoomMetrics(new SimpleMeterRegistry()),
                    status -> {},
                    ended -> {},
                    name -> null,
                    TestSettings.housekeeping(60_000),
                    overtaken::get)));
    room.tell(
        new RoomRequest(
            new RoomCommand.Configure(RoomSettings.DEFAULT, new ExpectedVersion.Any()),
            visitor.getRef()));
    visitor.receiveMessage();
    return room;
  }
}
