package waitingroom.dev;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import waitingroom.tool.StartException;

/**
 * {@code make cluster}: one Cassandra and three nodes on this machine, each in its own JVM. They
 * find each other by configuration. Ctrl-C stops all of them and waits for their end.
 *
 * <p>Environment: as for {@link DevMain}; the ports are those of node 1, and each further node uses
 * the next ones.
 */
public final class LocalCluster {
  private static final int NODES = 3;
  private static final Path PLACE = Path.of("conf/local-cluster.conf");
  private static final long READY_MAX_SECONDS = 120;
  private static final long PROBE_MILLIS = 250;

  private final List<LocalNode> nodes = new CopyOnWriteArrayList<>();
  private volatile boolean stopping;

  private LocalCluster() {}

  public static void main(String[] args) {
    DevMain.orFail(environment -> new LocalCluster().run(environment));
  }

  private void run(Map<String, String> environment) {
    Config place =
        ConfigFactory.parseFile(PLACE.toFile()).withFallback(ConfigFactory.load()).resolve();
    LocalPorts ports = LocalPorts.in(place);
    IntStream.rangeClosed(1, NODES).forEach(ports::requireFree);
    Thread stop = new Thread(this::stop, "stop-nodes");
    Runtime.getRuntime().addShutdownHook(stop);
    DevGround ground = DevGround.prepare(environment, place, this::stop);
    Map<String, String> variables = variables(ground);
    for (int number = 1; number <= NODES; number++) {
      LocalNode node = LocalNode.start(number, ports, PLACE, variables, DevGround::say);
      nodes.add(node);
      CompletableFuture<Void> unused = node.onExit().thenAccept(status -> ended(node, status));
    }
    awaitReady();
    DevGround.say(welcome(ground.secrets()));
    nodes.forEach(node -> node.onExit().join());
  }

  private static Map<String, String> variables(DevGround ground) {
    Map<String, String> variables = new HashMap<>();
    variables.put("WAITING_ROOM_CASSANDRA_CONTACT_POINT", ground.contactPoint());
    DevSecrets secrets = ground.secrets();
    variables.put("WAITING_ROOM_MASTER_SECRET_FILE", secrets.masterSecret().toString());
    variables.put("WAITING_ROOM_SIGNING_KEYS_FILE", secrets.signingKeys().toString());
    variables.put("WAITING_ROOM_LOG_SIGNING_FILE", secrets.logSigning().toString());
    variables.put("WAITING_ROOM_ACCESS_KEYS_FILE", secrets.credentials().toString());
    return variables;
  }

  private void ended(LocalNode node, int status) {
    if (stopping) {
      return;
    }
    boolean last = nodes.stream().allMatch(each -> each.onExit().isDone());
    DevGround.say(
        "Node %s has ended with status %s%s"
            .formatted(
                node.number(), status, last ? "; none is left." : "; the others keep running."));
    if (last) {
      System.exit(1);
    }
  }

  private void awaitReady() {
    HttpClient client = HttpClient.newHttpClient();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_MAX_SECONDS);
    try {
      for (LocalNode node : nodes) {
        while (!node.ready(client)) {
          if (System.nanoTime() - deadline > 0 || node.onExit().isDone()) {
            throw new StartException(
                "Node %s did not become ready: see its lines above.".formatted(node.number()));
          }
          Thread.sleep(PROBE_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("The start was interrupted.", e);
    }
  }

  /** Stops all nodes at once; returns when none of them runs any more. */
  private void stop() {
    stopping = true;
    nodes.forEach(LocalNode::stop);
    nodes.forEach(LocalNode::awaitEnd);
  }

  private String welcome(DevSecrets secrets) {
    StringBuilder text = new StringBuilder("\nThe waiting room is open on three nodes.\n\n");
    for (LocalNode node : nodes) {
      text.append(
          "  node %s  visitors %s  operators %s%n"
              .formatted(node.number(), node.publicUrl(), node.adminUrl()));
    }
    LocalNode first = nodes.get(0);
    return text.append(
            """

            Any node answers everything for every room:
              curl -X POST %s/assign_queue_num -H 'Content-Type: application/json' -d '{"event_id": "Sample"}'
              curl --config %s %s/rooms/Sample
            Stop: Ctrl-C
            """
                .formatted(first.publicUrl(), secrets.curl(), nodes.get(NODES - 1).adminUrl()))
        .toString();
  }
}
