package waitingroom.testkit;

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
 * Production settings of a node, but on free loopback ports and in its own cluster.
 *
 * @param folder for the node's files
 * @param signingKeys signing key file
 * @param cassandra contact point
 * @param keyspace with all tables
 * @param seed remoting port of the node whose cluster it joins; its own for the first node
 */
public record NodeSettings(
    Path folder,
    DevSecrets secrets,
    Path signingKeys,
    InetSocketAddress cassandra,
    String keyspace,
    Ports ports,
    int seed) {

  /** The ports of the node. */
  public record Ports(int visitors, int operators, int remoting) {

    /** Ports that were free a moment ago. */
    static Ports free() {
      try (ServerSocket one = any();
          ServerSocket two = any();
          ServerSocket three = any()) {
        return new Ports(one.getLocalPort(), two.getLocalPort(), three.getLocalPort());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static ServerSocket any() throws IOException {
      return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }
  }

  /**
   * Settings with the secrets in that folder, created when absent; tokens are signed with RS256.
   */
  public static NodeSettings in(Path folder, InetSocketAddress cassandra, String keyspace) {
    DevSecrets secrets =
        DevSecrets.in(
            folder.resolve("secrets"), () -> SigningKeys.generate(SigningAlgorithm.RS256));
    Ports ports = Ports.free();
    return new NodeSettings(
        folder, secrets, secrets.signingKeys(), cassandra, keyspace, ports, ports.remoting());
  }

  /** Settings of another node of the same cluster. */
  public NodeSettings beside() {
    Ports own = Ports.free();
    try {
      Path place = Files.createDirectories(folder.resolve("node-" + own.remoting()));
      return new NodeSettings(place, secrets, signingKeys, cassandra, keyspace, own, seed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same settings with a new signing key of that algorithm. */
  public NodeSettings signingWith(SigningAlgorithm algorithm) {
    Path keys =
        write(
            folder.resolve("signing-keys-" + algorithm + ".json"), SigningKeys.generate(algorithm));
    return new NodeSettings(folder, secrets, keys, cassandra, keyspace, ports, seed);
  }

  /** The configuration of a node in this JVM. */
  public Config config() {
    return ConfigFactory.parseString(text()).withFallback(ConfigFactory.load()).resolve();
  }

  /** The configuration file for a node in another JVM, for {@code -Dconfig.file}. */
  Path file() {
    return write(folder.resolve("node.conf"), text());
  }

  private String text() {
    return """
        include classpath("application.conf")
        waiting-room {
          public.port = %d
          admin { port = %d, access-keys-file = "%s" }
          secrets { master-secret-file = "%s", signing-keys-file = "%s" }
        }
        akka.remote.artery.canonical.port = %d
        akka.cluster.seed-nodes = ["akka://waiting-room@127.0.0.1:%d"]
        akka.persistence.cassandra.journal.keyspace = "%s"
        datastax-java-driver.basic.contact-points = ["127.0.0.1:%d"]
        """
        .formatted(
            ports.visitors(),
            ports.operators(),
            secrets.credentials(),
            secrets.masterSecret(),
            signingKeys,
            ports.remoting(),
            seed,
            keyspace,
            cassandra.getPort());
  }

  private static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
