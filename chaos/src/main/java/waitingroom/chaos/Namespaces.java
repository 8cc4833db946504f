package waitingroom.chaos;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Network with each node in a namespace of its own and two links per node: one to the other nodes,
 * one to the clients and Cassandra. A node can thus be cut off from the others while both sides
 * still write, the hardest case. Needs root, iproute2 and nftables.
 */
record Namespaces(int nodes) implements Network {
  private static final String NAME = "wrchaos";
  private static final String CLIENTS = "10.77.41.";
  private static final String CLUSTER = "10.77.42.";
  private static final int OURSELVES = 254;

  /** Returns whether this machine and user can create namespaces. */
  static boolean possible() {
    return Shell.succeeds("ip", "netns", "add", NAME + "-probe")
        && Shell.succeeds("ip", "netns", "del", NAME + "-probe")
        && Shell.succeeds("nft", "--version");
  }

  static Namespaces create(int nodes) {
    Namespaces network = new Namespaces(nodes);
    network.close(); // leftovers of a killed run
    bridge("c", CLIENTS);
    bridge("k", CLUSTER);
    IntStream.rangeClosed(1, nodes).forEach(network::add);
    return network;
  }

  private static void bridge(String kind, String addresses) {
    Shell.run("ip", "link", "add", NAME + kind, "type", "bridge");
    Shell.run("ip", "addr", "add", addresses + OURSELVES + "/24", "dev", NAME + kind);
    Shell.run("ip", "link", "set", NAME + kind, "up");
  }

  private void add(int node) {
    Shell.run("ip", "netns", "add", NAME + node);
    inside(node, "ip", "link", "set", "lo", "up");
    link(node, "c", CLIENTS);
    link(node, "k", CLUSTER);
  }

  private static void link(int node, String kind, String addresses) {
    String outer = NAME + kind + node;
    Shell.run(
        "ip", "link", "add", outer, "type", "veth", "peer", "name", kind, "netns", NAME + node);
    Shell.run("ip", "link", "set", outer, "master", NAME + kind);
    Shell.run("ip", "link", "set", outer, "up");
    inside(node, "ip", "addr", "add", addresses + node + "/24", "dev", kind);
    inside(node, "ip", "link", "set", kind, "up");
  }

  private static void inside(int node, String... command) {
    String[] whole = new String[command.length + 4];
    System.arraycopy(new String[] {"ip", "netns", "exec", NAME + node}, 0, whole, 0, 4);
    System.arraycopy(command, 0, whole, 4, command.length);
    Shell.run(whole);
  }

  /** Cuts a node off from the other nodes, or reconnects it. */
  void cut(int node, boolean off) {
    Shell.run("ip", "link", "set", NAME + "k" + node, off ? "down" : "up");
  }

  /** Drops a percentage of the packets on a node's link to the other nodes; 0 ends the loss. */
  void lose(int node, int percent) {
    inside(node, "nft", "flush ruleset");
    if (percent > 0) {
      inside(node, "nft", "add table ip loss");
      lose(node, percent, "input", "iif");
      lose(node, percent, "output", "oif");
    }
  }

  private static void lose(int node, int percent, String way, String link) {
    inside(
        node, "nft", "add chain ip loss %s { type filter hook %1$s priority 0; }".formatted(way));
    inside(
        node,
        "nft",
        "add rule ip loss %s %s k numgen random mod 100 < %d drop".formatted(way, link, percent));
  }

  /**
   * Routes new connections between a node and the others, in both directions, through slow links.
   *
   * @param port on which all nodes listen
   * @return one link per node and direction
   */
  List<SlowLink> slow(int node, int port, long delayMillis) {
    List<SlowLink> links = new ArrayList<>();
    for (int other = 1; other <= nodes; other++) {
      if (other != node) {
        links.add(slow(node, other, port, delayMillis));
        links.add(slow(other, node, port, delayMillis));
      }
    }
    return links;
  }

  private SlowLink slow(int from, int to, int port, long delayMillis) {
    String host = clusterHost(to);
    SlowLink link =
        new SlowLink(CLUSTER + OURSELVES, new InetSocketAddress(host, port), delayMillis);
    inside(from, "nft", "add table ip slow");
    inside(from, "nft", "add chain ip slow output { type nat hook output priority -100; }");
    inside(
        from,
        "nft",
        "add rule ip slow output ip daddr %s tcp dport %d dnat to %s:%d"
            .formatted(host, port, CLUSTER + OURSELVES, link.port()));
    return link;
  }

  /** Restores the full speed of all links, for new connections. */
  void fast() {
    IntStream.rangeClosed(1, nodes).forEach(node -> inside(node, "nft", "flush ruleset"));
  }

  @Override
  public List<String> prefix(int node) {
    return List.of("ip", "netns", "exec", NAME + node);
  }

  @Override
  public String clientHost(int node) {
    return CLIENTS + node;
  }

  @Override
  public String clusterHost(int node) {
    return CLUSTER + node;
  }

  @Override
  public String cassandraHost() {
    return CLIENTS + OURSELVES;
  }

  @Override
  public void close() {
    for (int node = 1; node <= nodes; node++) {
      Shell.succeeds("ip", "netns", "del", NAME + node);
      Shell.succeeds("ip", "link", "del", NAME + "c" + node);
      Shell.succeeds("ip", "link", "del", NAME + "k" + node);
    }
    Shell.succeeds("ip", "link", "del", NAME + "c");
    Shell.succeeds("ip", "link", "del", NAME + "k");
  }
}
