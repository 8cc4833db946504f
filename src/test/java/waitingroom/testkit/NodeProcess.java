package waitingroom.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import waitingroom.Main;

/**
 * A node in its own JVM, with the flags of production. It can be killed and restarted on the same
 * ports and database. It ends with this JVM at the latest.
 */
public final class NodeProcess implements AutoCloseable {
  private static final Duration START_MAX = Duration.ofSeconds(60);
  private static final long STOP_SECONDS_MAX = 30;

  private final NodeSettings settings;
  private final Path log;
  private final Map<String, String> environment;
  private @Nullable Process process;

  /**
   * Prepares a node; nothing runs yet.
   *
   * @param log receives the node's output, appended
   * @param environment variables in addition to those of this JVM; {@code JDK_JAVA_OPTIONS} holds
   *     flags for the node's JVM
   */
  public NodeProcess(NodeSettings settings, Path log, Map<String, String> environment) {
    this.settings = settings;
    this.log = log;
    this.environment = Map.copyOf(environment);
  }

  /** Starts a node and waits until it answers. */
  public static NodeProcess started(
      NodeSettings settings, Path log, Map<String, String> environment) throws IOException {
    NodeProcess node = new NodeProcess(settings, log, environment);
    node.start();
    return node;
  }

  /** Starts the node and waits until the default room answers. */
  public void start() throws IOException {
    launch();
    Awaitility.await().atMost(START_MAX).until(this::ready);
  }

  /** Starts a node whose visitors come by TLS, and waits until its operators see the room. */
  public void startBehindTls() throws IOException {
    launch();
    Awaitility.await()
        .atMost(START_MAX)
        .ignoreExceptionsMatching(notYet -> notYet.getCause() instanceof IOException)
        .until(
            () ->
                admin().get("/health/ready").status() == 200
                    && admin().get("/rooms/Sample").status() == 200);
  }

  private void launch() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dconfig.file=" + settings.file(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    Process started = builder.start();
    process = started;
    Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
  }

  private boolean ready() {
    if (!running().isAlive()) {
      throw new IllegalStateException("The node ended: see " + log);
    }
    try {
      return visitor().get("/health/ready").status() == 200
          && visitor().get("/serving_num?event_id=Sample").status() == 200;
    } catch (CompletionException e) {
      if (e.getCause() instanceof IOException) {
        return false; // not listening yet
      }
      throw e;
    }
  }

  /** Sends SIGKILL and waits for the end. */
  public void kill() throws InterruptedException {
    running().destroyForcibly().waitFor();
  }

  /**
   * Sends SIGTERM.
   *
   * @return the exit status
   * @throws IllegalStateException when the node still runs after that time
   */
  public int terminate(long secondsMax) throws InterruptedException {
    Process node = running();
    node.destroy();
    if (!node.waitFor(secondsMax, TimeUnit.SECONDS)) {
      throw new IllegalStateException(
          "The node ignored SIGTERM for %d s: see %s".formatted(secondsMax, log));
    }
    return node.exitValue();
  }

  /** The process id of the running node. */
  public long pid() {
    return running().pid();
  }

  private Process running() {
    Process node = process;
    if (node == null) {
      throw new IllegalStateException("Start the node first");
    }
    return node;
  }

  /** A URL of the public listener. */
  public String url(String pathAndQuery) {
    return base(settings.ports().visitors()) + pathAndQuery;
  }

  /** The address of the public listener. */
  public InetSocketAddress visitors() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.ports().visitors());
  }

  /** The public listener. */
  public ApiClient visitor() {
    return ApiClient.visitor(base(settings.ports().visitors()));
  }

  /** The admin listener, signed with the administrator's key. */
  public ApiClient admin() {
    return ApiClient.operator(base(settings.ports().operators()), settings.secrets());
  }

  private static URI base(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Sends SIGTERM, and SIGKILL if that fails. */
  @Override
  public void close() {
    Process node = process;
    if (node != null) {
      node.destroy();
      node.onExit()
          .completeOnTimeout(node, STOP_SECONDS_MAX, TimeUnit.SECONDS)
          .thenApply(Process::destroyForcibly)
          .thenCompose(Process::onExit)
          .join();
    }
  }
}
