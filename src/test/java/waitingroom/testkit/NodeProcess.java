package waitingroom.testkit;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import waitingroom.Main;
import waitingroom.dev.DevSecrets;
import waitingroom.token.SigningAlgorithm;
import waitingroom.token.SigningKeys;

/**
 * A node in a process of its own, which can be killed and started again on the same ports and the
 * same database. Ends with the test at the latest: close it.
 */
public final class NodeProcess implements AutoCloseable {
  private final Path folder;
  private final Path config;
  private final DevSecrets secrets;
  private final int publicPort;
  private final int adminPort;
  private @Nullable Process process;

  /** Prepares a node that uses that keyspace of the Cassandra; nothing runs yet. */
  public NodeProcess(Path folder, InetSocketAddress cassandra, String keyspace) throws IOException {
    int[] ports = freePorts(3);
    this.folder = folder;
    this.publicPort = ports[0];
    this.adminPort = ports[1];
    this.secrets =
        DevSecrets.in(
            folder.resolve("secrets"), () -> SigningKeys.generate(SigningAlgorithm.RS256));
    this.config =
        Files.writeString(
            folder.resolve("node.conf"),
            """
            include classpath("application.conf")
            waiting-room {
              public.port = %d
              admin { port = %d, access-keys-file = "%s" }
              secrets { master-secret-file = "%s", signing-keys-file = "%s" }
            }
            akka.remote.artery.canonical.port = %d
            akka.cluster.seed-nodes = ["akka://waiting-room@127.0.0.1:%6$d"]
            akka.persistence.cassandra.journal.keyspace = "%s"
            datastax-java-driver.basic.contact-points = ["127.0.0.1:%d"]
            """
                .formatted(
                    publicPort,
                    adminPort,
                    secrets.credentials(),
                    secrets.masterSecret(),
                    secrets.signingKeys(),
                    ports[2],
                    keyspace,
                    cassandra.getPort()));
  }

  /** Starts the node and returns at once. */
  public void start() throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-Dconfig.file=" + config,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log()))
            .start();
  }

  /** SIGKILL: nothing of the node runs any more. */
  public void kill() throws InterruptedException {
    running().destroyForcibly().waitFor();
  }

  /**
   * SIGTERM.
   *
   * @return the exit status
   * @throws IllegalStateException when the node still runs after those seconds
   */
  public int terminate(long secondsMax) throws InterruptedException {
    Process node = running();
    node.destroy();
    if (!node.waitFor(secondsMax, TimeUnit.SECONDS)) {
      throw new IllegalStateException(
          "The node ignored SIGTERM for %d s: see %s".formatted(secondsMax, log()));
    }
    return node.exitValue();
  }

  private Process running() {
    Process node = process;
    if (node == null) {
      throw new IllegalStateException("Start the node first");
    }
    return node;
  }

  /** What the node has printed, all its lives together. */
  public File log() {
    return folder.resolve("node.log").toFile();
  }

  public DevSecrets secrets() {
    return secrets;
  }

  public URI visitors(String pathAndQuery) {
    return URI.create("http://127.0.0.1:" + publicPort + pathAndQuery);
  }

  public URI operators(String pathAndQuery) {
    return URI.create("http://127.0.0.1:" + adminPort + pathAndQuery);
  }

  @Override
  public void close() {
    Process node = process;
    if (node != null) {
      node.destroyForcibly().onExit().join();
    }
  }

  private static int[] freePorts(int count) throws IOException {
    ServerSocket[] sockets = new ServerSocket[count];
    int[] ports = new int[count];
    for (int i = 0; i < count; i++) {
      sockets[i] = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      ports[i] = sockets[i].getLocalPort();
    }
    for (ServerSocket socket : sockets) {
      socket.close();
    }
    return ports;
  }
}
