package waitingroom.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import waitingroom.dev.DevSecrets;
import waitingroom.token.SigningAlgorithm;
import waitingroom.token.SigningKeys;

/** Cluster of three nodes with a Cassandra. */
final class ChaosCluster implements AutoCloseable {
  static final int NODES = 3;
  private static final Duration READY_MAX = Duration.ofMinutes(4);
  private static final Duration END_MAX = Duration.ofMinutes(1);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private final Network network;
  private final ChaosCassandra cassandra;
  private final Optional<SmallDisk> disk;
  private final List<ChaosNode> nodes;

  private ChaosCluster(
      Network network, ChaosCassandra cassandra, Optional<SmallDisk> disk, List<ChaosNode> nodes) {
    this.disk = disk;
    this.network = network;
    this.cassandra = cassandra;
    this.nodes = nodes;
  }

  /**
   * Starts everything and waits until all nodes are ready.
   *
   * @param disk file system for the data of Cassandra, if separate
   */
  static ChaosCluster start(Path folder, Network network, Optional<SmallDisk> disk) {
    try {
      Files.createDirectories(Path.of("target", "chaos"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ChaosCassandra cassandra = ChaosCassandra.start(folder, network.cassandraHost());
    DevSecrets secrets =
        DevSecrets.in(
            folder.resolve("secrets"), () -> SigningKeys.generate(SigningAlgorithm.RS256));
    Map<String, String> environment = new HashMap<>();
    environment.put("WAITING_ROOM_PUBLIC_PORT", "" + ChaosNode.PUBLIC_PORT);
    environment.put("WAITING_ROOM_ADMIN_PORT", "" + ChaosNode.ADMIN_PORT);
    environment.put("WAITING_ROOM_MANAGEMENT_PORT", "" + ChaosNode.MANAGEMENT_PORT);
    environment.put("WAITING_ROOM_REMOTING_PORT", "" + ChaosNode.REMOTING_PORT);
    // One issuer for all nodes, because their tokens must be identical.
    environment.put("WAITING_ROOM_PUBLIC_ISSUER", "http://waiting-room.example/api");
    environment.put("WAITING_ROOM_MASTER_SECRET_FILE", secrets.masterSecret().toString());
    environment.put("WAITING_ROOM_SIGNING_KEYS_FILE", secrets.signingKeys().toString());
    environment.put("WAITING_ROOM_ACCESS_KEYS_FILE", secrets.credentials().toString());
    environment.put("WAITING_ROOM_CASSANDRA_CONTACT_POINT", cassandra.contactPoint());
    for (int node = 1; node <= NODES; node++) {
      environment.put("WAITING_ROOM_MANAGEMENT_HOST_" + node, network.clusterHost(node));
      environment.put("WAITING_ROOM_MANAGEMENT_PORT_" + node, "" + ChaosNode.MANAGEMENT_PORT);
    }
    List<ChaosNode> nodes =
        IntStream.rangeClosed(1, NODES)
            .mapToObj(number -> new ChaosNode(number, network, secrets, environment))
            .toList();
    ChaosCluster cluster = new ChaosCluster(network, cassandra, disk, nodes);
    nodes.forEach(ChaosNode::start);
    cluster.awaitReady();
    return cluster;
  }

  List<ChaosNode> nodes() {
    return nodes;
  }

  ChaosCassandra cassandra() {
    return cassandra;
  }

  Optional<SmallDisk> disk() {
    return disk;
  }

  Network network() {
    return network;
  }

  /** Returns the node that hosts a room. */
  ChaosNode home(String room) {
    // Same formula as in Cluster Sharding, with number-of-shards = 100.
    int shard = Math.abs(room.hashCode() % 100);
    return Awaitility.await()
        .atMost(READY_MAX)
        .pollInterval(LOOK_EVERY)
        .until(
            () -> nodes.stream().filter(node -> node.runs() && node.hasShard(shard)).findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  /** Starts the stopped nodes and waits until all are ready. */
  void mend() {
    nodes.stream().filter(node -> !node.runs()).forEach(ChaosNode::start);
    awaitReady();
  }

  /** Waits until the node has stopped by itself. */
  void awaitEnd(ChaosNode node) {
    Awaitility.await().atMost(END_MAX).pollInterval(LOOK_EVERY).until(() -> !node.runs());
  }

  void awaitReady() {
    Awaitility.await()
        .atMost(READY_MAX)
        .pollInterval(LOOK_EVERY)
        .until(() -> nodes.stream().allMatch(ChaosNode::ready));
  }

  @Override
  public void close() {
    nodes.stream().filter(ChaosNode::runs).forEach(ChaosNode::kill);
    cassandra.close();
    disk.ifPresent(SmallDisk::close);
    network.close();
  }
}
