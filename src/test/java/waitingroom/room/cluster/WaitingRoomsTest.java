package waitingroom.room.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import waitingroom.room.ExpectedVersion;
import waitingroom.room.RoomId;
import waitingroom.room.RoomSettings;
import waitingroom.room.SessionEnd;
import waitingroom.room.TestSettings;
import waitingroom.room.TokenClaim;
import waitingroom.room.commit.GroupCommitLimits;
import waitingroom.store.FormatBoard;
import waitingroom.store.Unavailable;
import waitingroom.testkit.NodeSerialization;

/** Unresponsive rooms: every request fails in time and in the same way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WaitingRoomsTest {
  private static final RoomId ROOM = new RoomId("Sample");
  private static final Duration PATIENCE = Duration.ofMillis(200);

  private final ActorTestKit kit =
      ActorTestKit.create(
          "WaitingRoomsTest",
          NodeSerialization.CONFIG.withFallback(
              ConfigFactory.parseString(
                  """
                  akka.actor.provider = cluster
                  akka.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                  akka.cluster.jmx.enabled = off
                  akka.coordinated-shutdown.run-by-actor-system-terminate = off
                  """)));
  private final Queue<RoomDirectoryEntity.Command> heard = new ConcurrentLinkedQueue<>();
  private final WaitingRooms rooms = deafRooms();

  private WaitingRooms deafRooms() {
    Cluster cluster = Cluster.get(kit.system());
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
    ClusterSharding sharding = ClusterSharding.get(kit.system());
    sharding.init(Entity.of(WaitingRoom.TYPE_KEY, entity -> Behaviors.ignore()));
    sharding.init(
        Entity.of(
            RoomDirectoryEntity.TYPE_KEY,
            entity ->
                Behaviors.receiveMessage(
                    command -> {
                      heard.add(command);
                      return Behaviors.same();
                    })));
    var limits = new GroupCommitLimits(10, 10, PATIENCE, Duration.ZERO);
    return new ShardedRooms(kit.system())
        .start(
            new WaitingRoomsSettings(
                PATIENCE, TestSettings.housekeeping(PATIENCE.toMillis()), limits, limits),
            name -> null,
            new FormatBoard(FormatBoard.NEWEST),
            new SimpleMeterRegistry(),
            () -> false,
            Clock.systemUTC());
  }

  @AfterAll
  void stop() {
    kit.shutdownTestKit();
  }

  static Stream<Arguments> requests() {
    return Stream.of(
        request("join", r -> r.join(ROOM)),
        request("claim", r -> r.claim(ROOM, new TokenClaim(1, 1, "i", "k", null))),
        request("endSession", r -> r.endSession(ROOM, new SessionEnd(1, 1, true))),
        request("incrementServing", r -> r.incrementServing(ROOM, 1)),
        request("reset", r -> r.reset(ROOM)),
        request("close", r -> r.close(ROOM, new ExpectedVersion.Any())),
        request("activeSessions", r -> r.activeSessions(ROOM)),
        request(
            "configure", r -> r.configure(ROOM, RoomSettings.DEFAULT, new ExpectedVersion.Any())));
  }

  private static Arguments request(
      String name, Function<WaitingRooms, CompletionStage<?>> request) {
    return Arguments.of(name, request);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("requests")
  void a_room_that_does_not_answer_is_unavailable_and_the_failure_is_not_wrapped(
      String name, Function<WaitingRooms, CompletionStage<?>> request) throws Exception {
    Object failure =
        request
            .apply(rooms)
            .<Object>handle((outcome, thrown) -> thrown == null ? outcome : thrown)
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);

    assertThat(failure).isInstanceOf(Unavailable.class);
  }

  /** Names are permanent: a change to a room that may not exist must not register one. */
  @Test
  void a_name_is_registered_only_for_a_room_that_may_be_new() {
    RoomId changed = new RoomId("changed");
    RoomId opened = new RoomId("opened");

    assertThat(
            rooms
                .configure(changed, RoomSettings.DEFAULT, new ExpectedVersion.Version(7))
                .toCompletableFuture())
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableThat()
        .withCauseInstanceOf(Unavailable.class);
    assertThat(
            rooms
                .configure(opened, RoomSettings.DEFAULT, new ExpectedVersion.NeverOpened())
                .toCompletableFuture())
        .failsWithin(Duration.ofSeconds(10));

    Awaitility.await().until(() -> registered().contains(opened));
    assertThat(registered()).doesNotContain(changed);
  }

  private List<RoomId> registered() {
    return heard.stream()
        .filter(RoomDirectoryEntity.Register.class::isInstance)
        .map(command -> ((RoomDirectoryEntity.Register) command).room())
        .toList();
  }
}
