package waitingroom.chaos;

import java.util.List;

/** Where the nodes of a cluster are, and what can be done to the links between them. */
interface Network extends AutoCloseable {
  /** What a node's command line begins with. */
  List<String> prefix(int node);

  /** Where clients reach a node. */
  String clientHost(int node);

  /** Where the other nodes reach a node. */
  String clusterHost(int node);

  /** Where a node reaches the Cassandra of this machine. */
  String cassandraHost();

  @Override
  void close();

  /** Loopback addresses of one machine: nothing can be cut. */
  record Loopback() implements Network {
    @Override
    public List<String> prefix(int node) {
      return List.of();
    }

    @Override
    public String clientHost(int node) {
      return "127.0.0." + (10 + node);
    }

    @Override
    public String clusterHost(int node) {
      return clientHost(node);
    }

    @Override
    public String cassandraHost() {
      return "127.0.0.1";
    }

    @Override
    public void close() {}
  }
}
