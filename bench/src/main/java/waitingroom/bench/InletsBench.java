package waitingroom.bench;

import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * Inlet {@code capacity} on a node with its Cassandra: the rate of admission and whether both caps
 * held, the time until a freed place is taken, and the cost of heartbeats.
 */
final class InletsBench {
  static final String KEYSPACE = "bench_inlets";

  private final Path folder;
  private final InetSocketAddress cassandra;

  InletsBench(Path folder, InetSocketAddress cassandra) {
    this.folder = folder;
    this.cassandra = cassandra;
  }

  void run() throws InterruptedException {
    try (LocalNode node = LocalNode.start(folder, cassandra, KEYSPACE)) {
      new Crowd(node).run();
      new FreedPlaces(node).run();
      new HeartbeatLoad(node).run();
    }
  }
}
