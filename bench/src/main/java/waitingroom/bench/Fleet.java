package waitingroom.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import waitingroom.testkit.NodeProcess;
import waitingroom.testkit.NodeSettings;

/** The nodes of one cluster, each in a process of its own, loaded and measured together. */
final class Fleet implements AutoCloseable {
  private final List<NodeProcess> nodes = new ArrayList<>();
  private final List<Meter> meters = new ArrayList<>();

  /** Starts them one after the other, and waits until each answers. */
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

  /** One of them: any answers everything for every room. */
  NodeProcess any() {
    return nodes.get(0);
  }

  /** The one that was started last leaves the cluster. */
  void stopLast() throws IOException {
    meters.remove(meters.size() - 1).close();
    nodes.remove(nodes.size() - 1).close();
  }

  /** What all of them, and the database, have used up so far. */
  Cost total() {
    double nodeSeconds = 0;
    double allocatedBytes = 0;
    double cassandraSeconds = 0;
    for (Meter meter : meters) {
      Cost cost = meter.total();
      nodeSeconds += cost.nodeSeconds();
      allocatedBytes += cost.allocatedBytes();
      cassandraSeconds = cost.cassandraSeconds(); // the same for all
    }
    return new Cost(nodeSeconds, cassandraSeconds, allocatedBytes);
  }

  /** Bytes on the heap of all of them after a collection. */
  long heap() {
    return meters.stream().mapToLong(Meter::heap).sum();
  }

  /** How long the compilers of one of them have worked, on average. */
  long compileMillis() {
    return meters.stream().mapToLong(Meter::compileMillis).sum() / meters.size();
  }

  /** Repeats a load until the compilers of all of them have little left to do. */
  void warmUp(WarmUp.Burst load) throws Exception {
    WarmUp.until(this::compileMillis, load);
  }

  /** All of them to one node. */
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
