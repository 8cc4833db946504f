package waitingroom.dev;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import waitingroom.tool.StartException;

/**
 * A single Cassandra node on loopback, in a child process with its own class path, for development
 * and tests.
 *
 * <p><b>Life.</b> The child holds the data folder's lock and dies with this process, however this
 * one ends: its standard input is a pipe that only we hold open. It ignores Ctrl-C, because a
 * waiting room that is shutting down still writes.
 *
 * <p><b>Durability.</b> A write is acknowledged after it was synced to disk, so acknowledged writes
 * survive any kind of end.
 */
public final class EmbeddedCassandra implements AutoCloseable {
  /** The node's data centre, which the driver needs. */
  public static final String DATA_CENTER = "datacenter1";

  private static final String MAIN = "waitingroom.cassandra.ForkedCassandra";

  /**
   * Cassandra's workers poll for work every 10 microseconds while there was some in the last
   * milliseconds (CASSANDRA-16499). Where possible (Linux), their sleeps get 200 microseconds of
   * timer slack in place of 50; docs/performance/experiments.md has the gain.
   */
  private static final String NAP_LONGER = "{ echo 200000 >/proc/self/timerslack_ns; } 2>/dev/null";

  private static final Duration PROBE_EVERY = Duration.ofMillis(100);

  /** Longer than the child waits before it halts itself. */
  private static final Duration STOP_MAX = Duration.ofSeconds(8);

  private final Process process;
  private final InetSocketAddress contactPoint;

  private EmbeddedCassandra(Process process, InetSocketAddress contactPoint) {
    this.process = process;
    this.contactPoint = contactPoint;
  }

  /**
   * Starts Cassandra and returns once it answers CQL.
   *
   * @param dataDir created if absent; must have {@link CassandraFolder#FREE_BYTES_MIN} bytes free
   * @param nativePort port for CQL, 0 picks a free one
   * @param storagePort port for (absent) other nodes, 0 picks a free one
   * @param cassandraHome folder that holds {@code conf/} and {@code lib/} or {@code target/lib/}
   * @param timeout for the start
   * @param progress receives short messages about what is being waited for
   * @throws StartException when a port is taken, the folder is in use or full, the child dies, or
   *     the timeout passes; nothing keeps running then
   */
  public static EmbeddedCassandra start(
      Path dataDir,
      int nativePort,
      int storagePort,
      Path cassandraHome,
      Duration timeout,
      Consumer<String> progress) {
    CassandraFolder folder = new CassandraFolder(dataDir.toAbsolutePath().normalize());
    folder.create();
    awaitUnlocked(folder, progress);
    folder.requireSpace();
    int cql = LoopbackPort.free(nativePort, "Cassandra native port");
    int storage = LoopbackPort.free(storagePort, "Cassandra storage port");
    Path home = cassandraHome.toAbsolutePath().normalize();
    try {
      writeYaml(home, folder, cql, storage);
      progress.accept("Starting Cassandra on 127.0.0.1:" + cql + ", data in " + folder.path());
      Process process = launch(home, folder);
      EmbeddedCassandra cassandra = new EmbeddedCassandra(process, LoopbackPort.address(cql));
      cassandra.awaitAnswer(folder, timeout);
      return cassandra;
    } catch (IOException e) {
      throw new StartException("Cannot start Cassandra: " + e.getMessage(), e);
    }
  }

  /** The contact point for the driver: 127.0.0.1 and the native port. */
  public InetSocketAddress contactPoint() {
    return contactPoint;
  }

  /** The process id of the child. */
  public long pid() {
    return process.pid();
  }

  /** Completes when the child has ended, for any reason. */
  public CompletableFuture<Void> onExit() {
    return process.onExit().thenAccept(ended -> {});
  }

  /** Stops Cassandra and waits for its end, at most a few seconds. Idempotent. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      process.destroy();
    }
    try {
      if (!process.waitFor(STOP_MAX.toMillis(), MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits for a child whose parent was killed: it needs a moment to end, and holds the folder until
   * then.
   */
  private static void awaitUnlocked(CassandraFolder folder, Consumer<String> progress) {
    if (!folder.isLocked()) {
      return;
    }
    progress.accept("Waiting for the Cassandra that uses " + folder.path() + " to end");
    long deadline = System.nanoTime() + STOP_MAX.toNanos();
    while (folder.isLocked()) {
      if (System.nanoTime() - deadline > 0) {
        throw inUse(folder);
      }
      pause();
    }
  }

  private static StartException inUse(CassandraFolder folder) {
    return new StartException(
        "The data folder "
            + folder.path()
            + " is in use by another running instance: stop that one, or choose another data folder.");
  }

  private static void pause() {
    try {
      Thread.sleep(PROBE_EVERY.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("The start of Cassandra was interrupted.", e);
    }
  }

  private static void writeYaml(Path home, CassandraFolder folder, int cql, int storage)
      throws IOException {
    String template = Files.readString(home.resolve("conf/cassandra.yaml"));
    Files.writeString(
        folder.yaml(),
        template
            .replace("${native_port}", Integer.toString(cql))
            .replace("${storage_port}", Integer.toString(storage)));
  }

  private static Process launch(Path home, CassandraFolder folder) throws IOException {
    return new ProcessBuilder(command(home, folder))
        .redirectInput(ProcessBuilder.Redirect.PIPE)
        .redirectErrorStream(true)
        .redirectOutput(folder.console().toFile())
        .start();
  }

  private static List<String> command(Path home, CassandraFolder folder) throws IOException {
    EmbeddedJars jars = EmbeddedJars.in(home);
    List<String> command = new ArrayList<>();
    // Java inherits the ignored signal from the shell: Ctrl-C goes to all processes of the
    // terminal, and Cassandra must outlive us.
    command.addAll(
        List.of("/bin/sh", "-c", "trap '' INT HUP; " + NAP_LONGER + "; exec \"$@\"", "sh"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    EmbeddedJars.optionFiles(home).forEach(file -> command.add("@" + file));
    command.addAll(
        List.of(
            "-Xms256m",
            "-Xmx1536m",
            "-XX:MaxDirectMemorySize=256m",
            "-XX:ErrorFile=" + folder.logs().resolve("hs_err_%p.log"),
            "-javaagent:" + jars.agent(),
            "-Dcassandra.config=" + folder.yaml().toUri(),
            "-Dcassandra.storagedir=" + folder.path(),
            "-Dcassandra.logdir=" + folder.logs(),
            "-Dlogback.configurationFile=" + home.resolve("conf/logback.xml"),
            "-Dcassandra-foreground=yes",
            "-Dcassandra.skip_wait_for_gossip_to_settle=0",
            "-Dcassandra.ring_delay_ms=100",
            "-Dcassandra.shutdown_announce_in_ms=0",
            "-cp",
            jars.own() + File.pathSeparator + jars.folder() + File.separator + "*",
            MAIN,
            folder.lockFile().toString()));
    return command;
  }

  private void awaitAnswer(CassandraFolder folder, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    try {
      while (!CqlProbe.answers(contactPoint)) {
        if (process.waitFor(PROBE_EVERY.toMillis(), MILLISECONDS)) {
          throw new StartException(
              "Cassandra ended while it started (\"%s\"): see %s and %s."
                  .formatted(folder.lastError(), folder.systemLog(), folder.console()));
        }
        if (System.nanoTime() - deadline > 0) {
          throw new StartException(
              "Cassandra did not answer within %s s: see %s."
                  .formatted(timeout.toSeconds(), folder.systemLog()));
        }
      }
    } catch (StartException e) {
      close();
      throw e;
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new StartException("The start of Cassandra was interrupted.", e);
    }
  }
}
