package waitingroom.chaos;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Faults of a cluster; "the node" is the one that hosts the room. Each fault removes its cause in
 * the end, but the cluster may still be damaged.
 */
enum Fault {
  /** SIGTERM and restart of the node that hosts the room. */
  SIGTERM {
    @Override
    void strike(ChaosCluster cluster, String room, int seconds) {
      ChaosNode home = cluster.home(room);
      home.stop();
      home.start();
      cluster.awaitReady();
    }
  },
  /** SIGKILL of the node that hosts the room, and its restart once another node hosts the room. */
  KILL_9 {
    @Override
    void strike(ChaosCluster cluster, String room, int seconds) {
      ChaosNode home = cluster.home(room);
      home.kill();
      cluster.home(room);
      home.start();
      cluster.awaitReady();
    }
  },
  /** Freeze of the node for four seconds, as in a long garbage collection. */
  FROZEN_4S {
    @Override
    void strike(ChaosCluster cluster, String room, int seconds) {
      freeze(cluster.home(room), 4);
      last(5);
    }
  },
  /** Freeze of the node for eight seconds: it wakes just when the others start its rooms. */
  FROZEN_8S {
    @Override
    void strike(ChaosCluster cluster, String room, int seconds) {
      ChaosNode home = cluster.home(room);
      freeze(home, 8);
      cluster.awaitEnd(home);
      cluster.mend();
    }
  },
  /**
   * Freeze of the node for a minute: when it wakes, the other nodes have its rooms and it stops
   * itself.
   */
  FROZEN_60S {
    @Override
    void strike(ChaosCluster cluster, String room, int seconds) {
      ChaosNode home = cluster.home(room);
      freeze(home, 60);
      cluster.awaitEnd(home);
      cluster.mend();
    }
  },
  /**
   * Partition of the node from the two others: it stops itself, while both sides still reach
   * Cassandra.
   */
  PARTITION(true) {
    @Override
    void strike(ChaosCluster cluster, String room, int seconds) {
      ChaosNode home = cluster.home(room);
      Namespaces network = (Namespaces) cluster.network();
      network.cut(home.number(), true);
      last(15);
      network.cut(home.number(), false);
      cluster.awaitEnd(home);
      cluster.mend();
    }
  },
  /** Loss of one packet in ten between the node and the others, for ten seconds. */
  LOSSY_LINK(true) {
    @Override
    void strike(ChaosCluster cluster, String room, int seconds) {
      int home = cluster.home(room).number();
      Namespaces network = (Namespaces) cluster.network();
      network.lose(home, 10);
      last(10);
      network.lose(home, 0);
      cluster.mend();
    }
  },
  /**
   * Restart of the node behind links with 200 ms of delay each way, where it works for ten seconds.
   */
  SLOW_LINK(true) {
    @Override
    void strike(ChaosCluster cluster, String room, int seconds) {
      ChaosNode home = cluster.home(room);
      Namespaces network = (Namespaces) cluster.network();
      home.stop();
      List<SlowLink> links = network.slow(home.number(), ChaosNode.REMOTING_PORT, 200);
      home.start();
      cluster.awaitReady();
      last(10);
      home.stop();
      network.fast();
      links.forEach(SlowLink::close);
      cluster.mend();
    }
  },
  /** SIGKILL and restart of Cassandra. */
  CASSANDRA_KILLED {
    @Override
    void strike(ChaosCluster cluster, String room, int seconds) {
      cluster.cassandra().kill();
      cluster.cassandra().restart();
      cluster.awaitReady();
    }
  },
  /** Freeze of Cassandra beyond the timeouts of its clients. */
  CASSANDRA_FROZEN {
    @Override
    void strike(ChaosCluster cluster, String room, int seconds) {
      cluster.cassandra().signal("STOP");
      last(seconds);
      cluster.cassandra().signal("CONT");
      cluster.awaitReady();
    }
  },
  /** Full disk of Cassandra for ten seconds; Cassandra ends and is restarted. */
  DISK_FULL(true) {
    @Override
    void strike(ChaosCluster cluster, String room, int seconds) {
      SmallDisk disk = cluster.disk().orElseThrow();
      disk.fill();
      last(10);
      disk.empty();
      cluster.cassandra().kill();
      cluster.cassandra().restart();
      cluster.awaitReady();
    }
  },
  /** Move of the room to a node whose clock is an hour ahead, and back. */
  CLOCK_AHEAD {
    @Override
    void strike(ChaosCluster cluster, String room, int seconds) {
      ChaosNode ahead = cluster.home(room);
      ahead.stop();
      // Sharding places rooms on the newest version.
      ahead.start("-Dchaos.ahead=PT1H", "-Dakka.cluster.app-version=9.0.0");
      cluster.awaitReady();
      cluster.home(room).stop();
      last(3);
      cluster.mend();
      ahead.stop();
      cluster.mend();
    }
  },
  /** Restart of all nodes, one after the other. */
  ROLLING_RESTART {
    @Override
    void strike(ChaosCluster cluster, String room, int seconds) {
      for (ChaosNode node : cluster.nodes()) {
        node.stop();
        node.start();
        cluster.awaitReady();
      }
    }
  };

  private final boolean needsNamespaces;

  Fault() {
    this(false);
  }

  Fault(boolean needsNamespaces) {
    this.needsNamespaces = needsNamespaces;
  }

  /**
   * Strikes the node that hosts the room, or the database.
   *
   * @param seconds length of the fault, unless the fault has a fixed one
   */
  abstract void strike(ChaosCluster cluster, String room, int seconds);

  /** Returns whether the fault needs root and nodes in network namespaces of their own. */
  boolean needsNamespaces() {
    return needsNamespaces;
  }

  /** Name on the command line and in the report. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static void freeze(ChaosNode node, int seconds) {
    node.signal("STOP");
    last(seconds);
    node.signal("CONT");
  }

  /** Waits while the fault lasts. */
  private static void last(int seconds) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
