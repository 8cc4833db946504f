package waitingroom.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import waitingroom.dev.DevSecrets;
import waitingroom.testkit.ApiClient;

/** Node in a JVM of its own that can be started, stopped, killed and frozen. */
final class ChaosNode {
  static final int PUBLIC_PORT = 28180;
  static final int ADMIN_PORT = 28190;
  static final int MANAGEMENT_PORT = 28558;
  static final int REMOTING_PORT = 25520;

  /**
   * C1 compiler only: a node lives for a minute, and on two cores C2 would cost more than it gains.
   */
  private static final String QUICK_COMPILER = "-XX:TieredStopAtLevel=1";

  private static final long STOP_SECONDS_MAX = 60;
  private static final long ASK_SECONDS_MAX = 10;

  private final int number;
  private final Network network;
  private final Map<String, String> environment;
  private final ApiClient visitor;
  private final ApiClient operator;
  private final ApiClient management;
  private @Nullable Process process;

  /**
   * @param environment variables, except those that depend on the network
   */
  ChaosNode(int number, Network network, DevSecrets secrets, Map<String, String> environment) {
    this.number = number;
    this.network = network;
    this.environment = environment;
    this.visitor = ApiClient.visitor(uri(network.clientHost(number), PUBLIC_PORT));
    this.operator = ApiClient.operator(uri(network.clientHost(number), ADMIN_PORT), secrets);
    this.management = ApiClient.visitor(uri(network.clusterHost(number), MANAGEMENT_PORT));
  }

  private static URI uri(String host, int port) {
    return URI.create("http://" + host + ":" + port);
  }

  int number() {
    return number;
  }

  ApiClient visitor() {
    return visitor;
  }

  ApiClient operator() {
    return operator;
  }

  /**
   * Starts the JVM.
   *
   * @param flags additional JVM flags
   */
  void start(String... flags) {
    List<String> command = new ArrayList<>(network.prefix(number));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx320m", QUICK_COMPILER, "-Dconfig.file=conf/local-cluster.conf"));
    command.addAll(List.of(flags));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), ChaosMain.class.getName()));
    Path log = Path.of("target", "chaos", "node-" + number + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    builder
        .environment()
        .putAll(
            Map.of(
                "WAITING_ROOM_PUBLIC_HOST", network.clientHost(number),
                "WAITING_ROOM_ADMIN_HOST", network.clientHost(number),
                "WAITING_ROOM_MANAGEMENT_HOST", network.clusterHost(number),
                "WAITING_ROOM_REMOTING_HOST", network.clusterHost(number)));
    try {
      Process started = builder.start();
      process = started;
      Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean runs() {
    Process known = process;
    return known != null && known.isAlive();
  }

  private Process running() {
    Process known = process;
    if (known == null) {
      throw new IllegalStateException("Node " + number + " was never started");
    }
    return known;
  }

  /** Returns whether the readiness check answers 200; false after ten seconds without an answer. */
  boolean ready() {
    try {
      return visitor
              .getAsync("/health/ready")
              .orTimeout(ASK_SECONDS_MAX, TimeUnit.SECONDS)
              .join()
              .status()
          == 200;
    } catch (CompletionException e) {
      return false;
    }
  }

  /** Returns whether this node hosts the shard. */
  boolean hasShard(int shard) {
    try {
      return management
          .getAsync("/cluster/shards/WaitingRoom")
          .orTimeout(ASK_SECONDS_MAX, TimeUnit.SECONDS)
          .join()
          .json()
          .findValuesAsText("shardId")
          .contains(Integer.toString(shard));
    } catch (CompletionException e) {
      return false;
    }
  }

  /**
   * Sends a signal.
   *
   * @param name as in kill(1), such as STOP
   */
  void signal(String name) {
    Shell.signal(name, running().pid());
  }

  /** Sends SIGKILL and waits for the end of the process. */
  void kill() {
    running().destroyForcibly().onExit().join();
  }

  /** Sends SIGTERM and waits for the end of the process, which is killed after 60 seconds. */
  void stop() {
    Process node = running();
    node.destroy();
    node.onExit()
        .completeOnTimeout(node, STOP_SECONDS_MAX, TimeUnit.SECONDS)
        .thenApply(Process::destroyForcibly)
        .thenCompose(Process::onExit)
        .join();
  }
}
