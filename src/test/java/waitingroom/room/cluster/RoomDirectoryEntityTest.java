package waitingroom.room.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import akka.persistence.testkit.javadsl.PersistenceTestKit;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import waitingroom.room.RoomDirectory;
import waitingroom.room.RoomDirectory.RoomRegistered;
import waitingroom.room.RoomId;
import waitingroom.room.cluster.RoomDirectoryEntity.Notice;
import waitingroom.room.cluster.RoomDirectoryEntity.Registration;
import waitingroom.room.cluster.RoomDirectoryEntity.Rooms;
import waitingroom.testkit.NodeSerialization;

class RoomDirectoryEntityTest {
  private static final RoomId SALE = new RoomId("sale");
  private static final RoomId SAMPLE = new RoomId("Sample");

  private static final ActorTestKit KIT =
      ActorTestKit.create(
          "RoomDirectoryEntityTest",
          ManualTime.config()
              .withFallback(NodeSerialization.CONFIG)
              .withFallback(EventSourcedBehaviorTestKit.config()));
  private static final ManualTime TIME = ManualTime.get(KIT.system());
  private static final PersistenceTestKit JOURNAL = PersistenceTestKit.create(KIT.system());
  private final TestProbe<Notice> topic = KIT.createTestProbe();
  private EventSourcedBehaviorTestKit<RoomDirectoryEntity.Command, RoomRegistered, Set<RoomId>>
      directory;

  @BeforeEach
  void start() {
    JOURNAL.clearAll();
    directory =
        EventSourcedBehaviorTestKit.create(
            KIT.system(),
            RoomDirectoryEntity.create(topic.getRef()::tell, () -> false),
            EventSourcedBehaviorTestKit.enabledSerializationSettings().withVerifyState(false));
  }

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void a_name_is_kept_once_and_for_ever() {
    assertThat(register(SALE)).isTrue();
    assertThat(register(SAMPLE)).isTrue();
    assertThat(register(SALE)).isTrue();
    assertThat(directory.persistenceTestKit().persistedInStorage("RoomDirectory|rooms"))
        .containsExactly(new RoomRegistered(SALE), new RoomRegistered(SAMPLE));

    directory.restart();

    assertThat(names()).isEqualTo(new Rooms(Set.of(SALE, SAMPLE)));
  }

  @Test
  void a_new_name_goes_out_at_once_and_the_number_of_names_every_two_seconds() {
    register(SALE);
    published(new Notice(1, SALE));
    topic.expectNoMessage(Duration.ZERO);

    TIME.timePasses(Duration.ofSeconds(2));
    published(new Notice(1, null));
    TIME.timePasses(Duration.ofSeconds(2));
    published(new Notice(1, null));
  }

  @Test
  void past_the_limit_a_new_name_is_refused_and_the_old_ones_stay() {
    List<Object> names =
        IntStream.range(0, RoomDirectory.ROOMS_MAX)
            .<Object>mapToObj(i -> new RoomRegistered(new RoomId("room-" + i)))
            .toList();
    JOURNAL.persistForRecovery("RoomDirectory|rooms", names);
    directory.restart();

    assertThat(register(SALE)).isFalse();
    assertThat(register(new RoomId("room-7"))).isTrue();
    assertThat(names().rooms()).hasSize(RoomDirectory.ROOMS_MAX).doesNotContain(SALE);
  }

  private void published(Notice notice) {
    assertThat(topic.receiveMessage()).isEqualTo(notice);
  }

  private Rooms names() {
    return directory.<Rooms>runCommand(RoomDirectoryEntity.List::new).reply();
  }

  private boolean register(RoomId room) {
    return directory
        .<Registration>runCommand(replyTo -> new RoomDirectoryEntity.Register(room, replyTo))
        .reply()
        .listed();
  }
}
