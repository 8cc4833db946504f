package waitingroom.chaos;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What happens to a cluster. Each ends with the cause removed; the cluster may still be hurt. */
enum Fault {
  /** SIGTERM of the node on which the room lives, and its restart. */
  SIGTERM {
    @Override
    void strike(ChaosCluster cluster, String room, int seconds) {
      ChaosNode home = cluster.home(room);
      home.stop();
      home.start();
      cluster.awaitReady();
    }
  },
  /** SIGKILL of it, and its restart when another has the room. */
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
  /** It stands still for five seconds, as in a long garbage collection. */
  FROZEN_5S {
    @Override
    void strike(ChaosCluster cluster, String room, int seconds) {
      freeze(cluster.home(room), 5);
      last(5);
    }
  },
  /** It stands still for a minute: the others have its rooms when it wakes, and it stops itself. */
  FROZEN_60S {
    @Override
    void strike(ChaosCluster cluster, String room, int seconds) {
      ChaosNode home = cluster.home(room);
      freeze(home, 60);
      cluster.awaitEnd(home);
      cluster.mend();
    }
  },
  /** It is cut off from the two others, stops itself, and both sides still reach Cassandra. */
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
  /** One in ten packets on its link to the others is lost, for ten seconds. */
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
  /** It is started again behind links that take 200 ms each way, and works so for ten seconds. */
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
  /** SIGKILL of Cassandra, and its restart. */
  CASSANDRA_KILLED {
    @Override
    void strike(ChaosCluster cluster, String room, int seconds) {
      cluster.cassandra().kill();
      cluster.cassandra().restart();
      cluster.awaitReady();
    }
  },
  /** Cassandra stands still, longer than its clients are patient. */
  CASSANDRA_FROZEN {
    @Override
    void strike(ChaosCluster cluster, String room, int seconds) {
      cluster.cassandra().signal("STOP");
      last(seconds);
      cluster.cassandra().signal("CONT");
      cluster.awaitReady();
    }
  },
  /** The disk of Cassandra is full for ten seconds; it ends, and is started again. */
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
  /** The room moves to a node whose clock is an hour ahead, and back. */
  CLOCK_AHEAD {
    @Override
    void strike(ChaosCluster cluster, String room, int seconds) {
      ChaosNode ahead = cluster.home(room);
      ahead.stop();
      // Rooms go to the newest version.
      ahead.start("-Dchaos.ahead=PT1H", "-Dakka.cluster.app-version=9.0.0");
      cluster.awaitReady();
      cluster.home(room).stop();
      last(3);
      cluster.mend();
      ahead.stop();
      cluster.mend();
    }
  },
  /** All nodes are stopped and started, one after the other. */
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
   * Strikes the node on which the room lives, or the database.
   *
   * @param seconds how long it lasts, where that is not part of its name
   */
  abstract void strike(ChaosCluster cluster, String room, int seconds);

  /** Whether it can only be done by root, to nodes in namespaces of their own. */
  boolean needsNamespaces() {
    return needsNamespaces;
  }

  /** As people write it. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static void freeze(ChaosNode node, int seconds) {
    node.signal("STOP");
    last(seconds);
    node.signal("CONT");
  }

  /** The fault goes on for so long. */
  private static void last(int seconds) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
