package waitingroom.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A node in a JVM of its own, started with the flags of {@code make run}. */
final class NodeProcess implements AutoCloseable {
  private final BenchConfig config;
  private final Process process;

  private NodeProcess(BenchConfig config, Process process) {
    this.config = config;
    this.process = process;
  }

  /** Starts a node and waits until it is ready. */
  static NodeProcess start(BenchConfig config, Path folder, Map<String, String> environment) {
    Path file = folder.resolve("node.conf");
    BenchConfig.write(file, config.text());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dconfig.file=" + file);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "waitingroom.Main"));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(Bench.FOLDER.resolve("node.log").toFile()));
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      NodeProcess node = new NodeProcess(config, process);
      Awaitility.await().atMost(Duration.ofSeconds(60)).until(node::ready);
      return node;
    } catch (IOException e) {
      throw new IllegalStateException("Cannot start a node", e);
    }
  }

  private boolean ready() throws InterruptedException {
    if (!process.isAlive()) {
      throw new IllegalStateException("The node ended: see target/bench/node.log");
    }
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url("/waiting_num?event_id=Sample"))).build();
      return HttpClient.newHttpClient()
              .send(request, HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** A URL of the public listener. */
  String url(String pathAndQuery) {
    return "http://127.0.0.1:" + config.ports().visitors() + pathAndQuery;
  }

  /** Calls the public listener with GET. */
  String get(String pathAndQuery) {
    return run("curl", "-sf", url(pathAndQuery));
  }

  /** Moves the serving counter of the room {@code Sample}. */
  void incrementServing(long by) {
    run(
        "curl",
        "-sf",
        "--config",
        config.secrets().curl().toString(),
        "-d",
        "{\"event_id\": \"Sample\", \"increment_by\": " + by + "}",
        "http://127.0.0.1:" + config.ports().operators() + "/api/increment_serving_counter");
  }

  private static String run(String... command) {
    try {
      Process process = new ProcessBuilder(command).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(command[0] + " failed: " + output);
      }
      return output;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("Cannot run " + command[0] + ": install it", e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    process
        .onExit()
        .orTimeout(30, TimeUnit.SECONDS)
        .exceptionally(late -> process.destroyForcibly())
        .join();
  }
}
