package waitingroom.bench;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import waitingroom.dev.DevSecrets;
import waitingroom.token.SigningAlgorithm;
import waitingroom.token.SigningKeys;

/**
 * The settings of the node under load: what a production node has, on free ports, and a cluster of
 * itself.
 */
record BenchConfig(
    DevSecrets secrets,
    Path signingKeys,
    InetSocketAddress cassandra,
    String keyspace,
    Ports ports) {

  /** Free ports. */
  record Ports(int visitors, int operators, int remoting) {
    static Ports free() {
      return new Ports(freePort(), freePort(), freePort());
    }
  }

  static BenchConfig in(
      Path folder, InetSocketAddress cassandra, String keyspace, SigningAlgorithm algorithm) {
    DevSecrets secrets =
        DevSecrets.in(
            folder.resolve("secrets"), () -> SigningKeys.generate(SigningAlgorithm.RS256));
    Path keys = secrets.signingKeys();
    if (algorithm != SigningAlgorithm.RS256) {
      keys = folder.resolve("signing-keys-" + algorithm + ".json");
      write(keys, SigningKeys.generate(algorithm));
    }
    return new BenchConfig(secrets, keys, cassandra, keyspace, Ports.free());
  }

  static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As text, for a file that another JVM reads. */
  String text() {
    return """
        include classpath("application.conf")
        akka.remote.artery.canonical.port = %1$d
        akka.cluster.seed-nodes = ["akka://waiting-room@127.0.0.1:%1$d"]
        datastax-java-driver.basic.contact-points = ["127.0.0.1:%2$d"]
        akka.persistence.cassandra.journal.keyspace = %3$s
        akka.persistence.cassandra.snapshot.keyspace = %3$s
        waiting-room.public.port = %4$d
        waiting-room.admin.port = %8$d
        waiting-room.secrets.master-secret-file = "%5$s"
        waiting-room.secrets.signing-keys-file = "%6$s"
        waiting-room.admin.access-keys-file = "%7$s"
        """
        .formatted(
            ports.remoting(),
            cassandra.getPort(),
            keyspace,
            ports.visitors(),
            secrets.masterSecret(),
            signingKeys,
            secrets.credentials(),
            ports.operators());
  }

  Config config() {
    return ConfigFactory.parseString(text()).withFallback(ConfigFactory.load()).resolve();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
