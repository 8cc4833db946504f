package waitingroom.dev;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import waitingroom.tool.StartException;

/** One node of a local cluster, in its own JVM; its output lines are prefixed with its number. */
final class LocalNode {
  private static final long STOP_MAX_SECONDS = 40;
  private static final Duration PROBE_MAX = Duration.ofSeconds(3);

  private final int number;
  private final LocalPorts ports;
  private final Process process;

  private LocalNode(int number, LocalPorts ports, Process process) {
    this.number = number;
    this.ports = ports;
    this.process = process;
  }

  /**
   * Starts the node without waiting until it is ready.
   *
   * @param place the file with its configuration
   * @param environment variables in addition to those of this JVM
   * @param lines receives its output, line by line
   */
  static LocalNode start(
      int number,
      LocalPorts ports,
      Path place,
      Map<String, String> environment,
      Consumer<String> lines) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Three nodes and a Cassandra must fit on a laptop.
    command.addAll(List.of("-Xmx512m", "-Dconfig.file=" + place));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ChildNode.class.getName());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.environment().putAll(ports.environment(number));
    try {
      LocalNode node = new LocalNode(number, ports, builder.start());
      Thread reader = new Thread(() -> node.read(lines), "node-" + number);
      reader.setDaemon(true);
      reader.start();
      return node;
    } catch (IOException e) {
      throw new StartException("Cannot start node " + number + ": " + e.getMessage(), e);
    }
  }

  private void read(Consumer<String> lines) {
    try (BufferedReader output = process.inputReader(UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.accept("node " + number + " | " + line);
      }
    } catch (IOException e) {
      lines.accept("node " + number + " | cannot be read any more: " + e.getMessage());
    }
  }

  int number() {
    return number;
  }

  String publicUrl() {
    return "http://127.0.0.1:" + ports.visitors(number);
  }

  String adminUrl() {
    return "http://127.0.0.1:" + ports.operators(number);
  }

  /** Its exit status, once it has ended. */
  CompletableFuture<Integer> onExit() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /** Whether its readiness check answers 200. */
  boolean ready(HttpClient client) throws InterruptedException {
    HttpRequest question =
        HttpRequest.newBuilder(URI.create(publicUrl() + "/health/ready"))
            .timeout(PROBE_MAX)
            .build();
    try {
      return client.send(question, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false; // not listening yet
    }
  }

  /** Sends SIGTERM; the node leaves the cluster by itself. */
  void stop() {
    process.destroy();
  }

  /** Waits for its end, and kills it when that takes too long. */
  void awaitEnd() {
    process
        .onExit()
        .completeOnTimeout(process, STOP_MAX_SECONDS, TimeUnit.SECONDS)
        .thenApply(Process::destroyForcibly)
        .thenCompose(Process::onExit)
        .join();
  }
}
