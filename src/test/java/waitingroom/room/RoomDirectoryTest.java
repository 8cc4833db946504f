package waitingroom.room;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.pubsub.Topic;
import akka.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import waitingroom.room.RoomDirectory.RoomRegistered;
import waitingroom.room.RoomDirectory.Rooms;
import waitingroom.testkit.NodeSerialization;

class RoomDirectoryTest {
  private static final RoomId SALE = new RoomId("sale");
  private static final RoomId SAMPLE = new RoomId("Sample");

  private final ActorTestKit kit =
      ActorTestKit.create(
          "RoomDirectoryTest",
          NodeSerialization.CONFIG.withFallback(EventSourcedBehaviorTestKit.config()));
  private final TestProbe<Topic.Command<Rooms>> topic = kit.createTestProbe();
  private final EventSourcedBehaviorTestKit<RoomDirectory.Command, RoomRegistered, Set<RoomId>>
      directory =
          EventSourcedBehaviorTestKit.create(
              kit.system(),
              RoomDirectory.create(topic.getRef()),
              EventSourcedBehaviorTestKit.enabledSerializationSettings().withVerifyState(false));

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void a_name_is_kept_once_and_for_ever() {
    assertThat(register(SALE)).isEqualTo(new Rooms(Set.of(SALE)));
    assertThat(register(SAMPLE)).isEqualTo(new Rooms(Set.of(SALE, SAMPLE)));
    assertThat(register(SALE)).isEqualTo(new Rooms(Set.of(SALE, SAMPLE)));
    assertThat(directory.persistenceTestKit().persistedInStorage("RoomDirectory|rooms"))
        .containsExactly(new RoomRegistered(SALE), new RoomRegistered(SAMPLE));

    directory.restart();

    assertThat(directory.<Rooms>runCommand(RoomDirectory.List::new).reply())
        .isEqualTo(new Rooms(Set.of(SALE, SAMPLE)));
  }

  @Test
  void a_new_name_goes_out_at_once_and_all_names_go_out_again_and_again() {
    register(SALE);
    topic.receiveMessage();
    topic.receiveMessage();
  }

  private Rooms register(RoomId room) {
    return directory
        .<Rooms>runCommand(replyTo -> new RoomDirectory.Register(room, replyTo))
        .reply();
  }
}
