package waitingroom.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two real nodes, of which one falls silent: the one with the lower address goes on. */
class OvertakenTest {
  private static final Config CONFIG =
      ConfigFactory.parseString(
              """
              akka.remote.artery.canonical.port = 0
              akka.coordinated-shutdown.exit-jvm = off
              akka.coordinated-shutdown.run-by-actor-system-terminate = off
              """)
          .withFallback(ConfigFactory.parseResources("cluster.conf"))
          .withFallback(ConfigFactory.defaultReference())
          .resolve();

  /** More than suspicion, the time of stability, and a slow machine take. */
  private static final Duration GIVEN_UP = Duration.ofSeconds(20);

  private List<ActorSystem<Void>> nodes;

  @BeforeEach
  void start() {
    nodes =
        Stream.generate(() -> ActorSystem.create(Behaviors.<Void>empty(), "fence", CONFIG))
            .limit(2)
            .sorted((a, b) -> Integer.compare(port(a), port(b)))
            .toList();
    nodes.forEach(
        node ->
            Cluster.get(node)
                .manager()
                .tell(Join.create(Cluster.get(nodes.get(0)).selfMember().address())));
    nodes.forEach(node -> await().atMost(GIVEN_UP).until(() -> up(node) == 2));
  }

  private static int port(ActorSystem<?> node) {
    return Cluster.get(node).selfMember().address().getPort().orElseThrow();
  }

  private static long up(ActorSystem<?> node) {
    return StreamSupport.stream(Cluster.get(node).state().getMembers().spliterator(), false)
        .filter(member -> member.status().equals(MemberStatus.up()))
        .count();
  }

  @AfterEach
  void stop() {
    nodes.forEach(ActorTestKit::shutdown);
  }

  @Test
  void the_node_that_the_others_would_go_on_without_is_overtaken_and_stops() {
    Overtaken overtaken = Overtaken.of(nodes.get(1));
    assertThat(overtaken.getAsBoolean()).isFalse();
    ActorTestKit.shutdown(nodes.get(0));
    await().atMost(GIVEN_UP).until(overtaken::getAsBoolean);
    await()
        .atMost(GIVEN_UP)
        .until(() -> nodes.get(1).getWhenTerminated().toCompletableFuture().isDone());
  }

  @Test
  void the_node_that_goes_on_is_not_overtaken() {
    Overtaken overtaken = Overtaken.of(nodes.get(0));
    ActorTestKit.shutdown(nodes.get(1));
    await().atMost(GIVEN_UP).until(() -> up(nodes.get(0)) == 1);
    assertThat(overtaken.getAsBoolean()).isFalse();
  }
}
