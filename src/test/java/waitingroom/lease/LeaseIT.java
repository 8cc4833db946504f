package waitingroom.lease;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import waitingroom.Node;
import waitingroom.testkit.Answer;
import waitingroom.testkit.ApiClient;
import waitingroom.testkit.NodeSettings;
import waitingroom.testkit.TestCassandra;

/** Real nodes on one keyspace. */
@Timeout(240)
class LeaseIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LONGER_THAN_THE_LEASE = Duration.ofSeconds(12);
  private static final Clock CLOCK = Clock.systemUTC();

  /** A cluster loses the lease after seven seconds, and another gets it after eight. */
  private static final String QUICK =
      """
      waiting-room.lease { renew-every = 200ms, keep-extra = 2s, wait-extra = 1s, stop-after = 15s }
      akka.coordinated-shutdown { exit-jvm = off, run-by-jvm-shutdown-hook = off }
      akka.cluster.jmx.multi-mbeans-in-same-jvm = on
      akka.jvm-exit-on-fatal-error = off
      datastax-java-driver.advanced.netty {
        io-group.shutdown.quiet-period = 0
        admin-group.shutdown.quiet-period = 0
      }
      """;

  private final TestCassandra cassandra = TestCassandra.shared();
  private final Path folder;
  private final List<Started> nodes = new ArrayList<>();

  LeaseIT(@TempDir Path folder) {
    this.folder = folder;
  }

  private record Started(Node node, NodeSettings settings) {
    Answer ready() {
      return visitor().get("/health/ready");
    }

    ApiClient visitor() {
      return ApiClient.visitor(URI.create("http://127.0.0.1:" + settings.ports().visitors()));
    }

    String metric(String name) {
      return ApiClient.operator(
              URI.create("http://127.0.0.1:" + settings.ports().operators()), settings.secrets())
          .get("/metrics")
          .text()
          .lines()
          .filter(line -> line.startsWith(name + " "))
          .findFirst()
          .orElse("");
    }

    boolean hasStopped() {
      return node.system().getWhenTerminated().toCompletableFuture().isDone();
    }

    void stop() {
      node.system().terminate();
      node.system()
          .getWhenTerminated()
          .toCompletableFuture()
          .orTimeout(60, TimeUnit.SECONDS)
          .join();
    }
  }

  @AfterEach
  void stop() {
    nodes.forEach(Started::stop);
    execute("TRUNCATE ks.lease");
  }

  @Test
  @Tag("heavy")
  @Tag("long")
  void a_second_cluster_is_not_ready_and_says_why_until_the_first_one_gives_the_lease_back() {
    NodeSettings settings = settings();
    Started first = started(settings);
    Started second = start(alone(settings.beside()));

    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> second.ready().text().contains("another cluster has the lease"));
    assertThat(second.ready().text())
        .contains("127.0.0.1:" + settings.ports().remoting())
        .contains("not a member of the cluster yet");
    assertThat(second.ready().status()).isEqualTo(503);
    Awaitility.await()
        .during(LONGER_THAN_THE_LEASE)
        .atMost(PATIENCE)
        .until(() -> first.ready().status() == 200 && second.ready().status() == 503);
    assertThat(join(second).status()).isEqualTo(503);
    assertThat(first.metric("waitingroom_lease")).endsWith(" 1.0");
    assertThat(second.metric("waitingroom_lease")).endsWith(" 0.0");

    first.stop();
    awaitReady(second);
    assertThat(join(second).status()).isEqualTo(200);
  }

  /** It would have formed a second cluster, with the same next position in every room. */
  @Test
  @Tag("heavy")
  @Tag("long")
  void a_lone_seed_node_that_was_restarted_does_not_serve_beside_its_old_cluster() {
    NodeSettings settings = settings();
    Started seed = started(settings);
    Started other = started(settings.beside());
    seed.stop();
    Started again = start(settings);

    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> again.ready().text().contains("another cluster has the lease"));
    Awaitility.await()
        .during(LONGER_THAN_THE_LEASE)
        .atMost(PATIENCE)
        .until(() -> again.ready().status() == 503 && other.ready().status() == 200);
    again.stop();

    Started joined = started(joining(settings, other.settings()));
    assertThat(joined.metric("waitingroom_cluster_members")).endsWith(" 2.0");
    assertThat(other.ready().status()).isEqualTo(200);
  }

  @Test
  @Tag("heavy")
  @Tag("long")
  void of_two_clusters_that_start_at_once_exactly_one_becomes_ready() {
    NodeSettings settings = settings();
    NodeSettings beside = alone(settings.beside());
    CompletableFuture<Started> one = CompletableFuture.supplyAsync(() -> start(settings));
    CompletableFuture<Started> two = CompletableFuture.supplyAsync(() -> start(beside));
    List<Started> both = List.of(one.join(), two.join());

    Awaitility.await().atMost(PATIENCE).until(() -> ready(both) == 1);
    Awaitility.await().during(LONGER_THAN_THE_LEASE).atMost(PATIENCE).until(() -> ready(both) == 1);
  }

  @Test
  @Tag("heavy")
  @Tag("long")
  void a_node_whose_lease_was_deleted_serves_no_longer_and_ends_and_a_new_start_wins_it() {
    NodeSettings settings = settings();
    Started node = started(settings);
    assertThat(join(node).status()).isEqualTo(200);

    execute("DELETE FROM ks.lease WHERE id = 'keyspace' IF EXISTS");

    awaitLost(node, "its row has been deleted");
    started(settings);
  }

  @Test
  @Tag("heavy")
  @Tag("long")
  void a_node_whose_lease_was_taken_serves_no_longer_and_a_new_start_waits_for_the_other_to_end() {
    NodeSettings settings = settings();
    Started node = started(settings);

    execute(
        "UPDATE ks.lease SET cluster = %s, term = 1, beat = 1, holder = 'somebody',"
            + " members = {'somebody'}, place = '' WHERE id = 'keyspace' IF EXISTS",
        UUID.randomUUID());

    awaitLost(node, "another cluster has taken the keyspace");
    Started again = start(settings);
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> again.ready().text().contains("holder=somebody"));
    awaitReady(again);
  }

  private void awaitLost(Started node, String why) {
    Awaitility.await().atMost(PATIENCE).until(() -> node.ready().text().contains(why));
    assertThat(node.ready().status()).isEqualTo(503);
    assertThat(join(node).status()).isEqualTo(503);
    assertThat(node.metric("waitingroom_lease")).endsWith(" 0.0");
    Awaitility.await().atMost(PATIENCE).until(node::hasStopped);
  }

  private static long ready(List<Started> nodes) {
    return nodes.stream().filter(node -> node.ready().status() == 200).count();
  }

  private static void awaitReady(Started node) {
    Awaitility.await().atMost(PATIENCE).until(() -> node.ready().status() == 200);
  }

  private static Answer join(Started node) {
    return node.visitor().post("/assign_queue_num", "{\"event_id\": \"Sample\"}");
  }

  private Started started(NodeSettings settings) {
    Started started = start(settings);
    awaitReady(started);
    return started;
  }

  private Started start(NodeSettings settings) {
    Config config = ConfigFactory.parseString(QUICK).withFallback(settings.config()).resolve();
    Node node = Node.start(config, CLOCK);
    node.listeners().toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    Started started = new Started(node, settings);
    synchronized (nodes) {
      nodes.add(started);
    }
    return started;
  }

  private NodeSettings settings() {
    return NodeSettings.in(folder, cassandra.contactPoint(), cassandra.keyspaceFor(LeaseIT.class));
  }

  /** The first node of a cluster of its own. */
  private static NodeSettings alone(NodeSettings node) {
    return joining(node, node);
  }

  private static NodeSettings joining(NodeSettings node, NodeSettings seed) {
    return new NodeSettings(
        node.folder(),
        node.secrets(),
        node.signingKeys(),
        node.cassandra(),
        node.keyspace(),
        node.ports(),
        seed.ports().remoting());
  }

  private void execute(String cql, Object... values) {
    try (CqlSession session = TestCassandra.session(cassandra.contactPoint())) {
      session.execute(
          cql.replace("ks.", cassandra.keyspaceFor(LeaseIT.class) + ".").formatted(values));
    }
  }
}
