package waitingroom.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import waitingroom.testkit.NodeProcess;
import waitingroom.testkit.NodeSettings;

/** Nodes of one cluster, each in a process of its own, loaded and measured together. */
final class Fleet implements AutoCloseable {
  private final List<NodeProcess> nodes = new ArrayList<>();
  private final List<Meter> meters = new ArrayList<>();

  /** Starts the nodes one after the other and waits for each to answer. */
  static Fleet start(NodeSettings first, int count, long cassandra) throws IOException {
    Fleet fleet = new Fleet();
    NodeSettings settings = first;
    for (int number = 1; number <= count; number++) {
      NodeProcess node =
          new NodeProcess(settings, Bench.FOLDER.resolve("node-" + number + ".log"), Map.of());
      fleet.nodes.add(node);
      node.start();
      fleet.meters.add(new Meter(node.pid(), cassandra));
      settings = first.beside();
    }
    return fleet;
  }

  List<NodeProcess> all() {
    return nodes;
  }

  /** Returns one node: each answers every request for every room. */
  NodeProcess any() {
    return nodes.get(0);
  }

  /** Stops the node that was started last; it leaves the cluster. */
  void stopLast() throws IOException {
    meters.remove(meters.size() - 1).close();
    nodes.remove(nodes.size() - 1).close();
  }

  /** Resources used so far by all nodes and the database. */
  Cost total() {
    double nodeSeconds = 0;
    double allocatedBytes = 0;
    double cassandraSeconds = 0;
    for (Meter meter : meters) {
      Cost cost = meter.total();
      nodeSeconds += cost.nodeSeconds();
      allocatedBytes += cost.allocatedBytes();
      cassandraSeconds = cost.cassandraSeconds(); // one database for all
    }
    return new Cost(nodeSeconds, cassandraSeconds, allocatedBytes);
  }

  /** Heap of all nodes together after a collection, in bytes. */
  long heap() {
    return meters.stream().mapToLong(Meter::heap).sum();
  }

  /** Average JIT compilation time of a node so far. */
  long compileMillis() {
    return meters.stream().mapToLong(Meter::compileMillis).sum() / meters.size();
  }

  /** Repeats a load until the JIT compilers of all nodes are nearly idle. */
  void warmUp(WarmUp.Burst load) throws Exception {
    WarmUp.until(this::compileMillis, load);
  }

  /** Sends all visits to one node. */
  Answers visits(OpenLoop.Pace pace, LongFunction<Visit> visits) throws IOException {
    return OpenLoop.run(any().visitors(), pace, visits);
  }

  @Override
  public void close() throws IOException {
    for (Meter meter : meters) {
      meter.close();
    }
    nodes.forEach(NodeProcess::close);
  }
}
