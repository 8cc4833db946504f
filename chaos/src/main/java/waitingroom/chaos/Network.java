package waitingroom.chaos;

import java.util.List;

/** Addresses of the nodes of a cluster and of their Cassandra. */
interface Network extends AutoCloseable {
  /** Prefix of a node's command line. */
  List<String> prefix(int node);

  /** Address of a node for clients. */
  String clientHost(int node);

  /** Address of a node for the other nodes. */
  String clusterHost(int node);

  /** Address of this machine's Cassandra for the nodes. */
  String cassandraHost();

  @Override
  void close();

  /** Loopback addresses of one machine, whose links cannot be cut. */
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
