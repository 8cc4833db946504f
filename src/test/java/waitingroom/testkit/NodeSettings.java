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
 * The settings of a node as in production, but on free loopback ports, in a cluster of its own.
 *
 * @param folder holds the node's files
 * @param signingKeys file with the keys that sign tokens
 * @param cassandra the database, on this machine
 * @param keyspace with all tables
 * @param seed the port for remoting of the node whose cluster it joins; its own for the first
 */
public record NodeSettings(
    Path folder,
    DevSecrets secrets,
    Path signingKeys,
    InetSocketAddress cassandra,
    String keyspace,
    Ports ports,
    int seed) {

  /** Where the node listens. */
  public record Ports(int visitors, int operators, int remoting) {

    /** Nobody listened there a moment ago. */
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

  /** With the secrets in that folder, made when absent; tokens are signed with RS256. */
  public static NodeSettings in(Path folder, InetSocketAddress cassandra, String keyspace) {
    DevSecrets secrets =
        DevSecrets.in(
            folder.resolve("secrets"), () -> SigningKeys.generate(SigningAlgorithm.RS256));
    Ports ports = Ports.free();
    return new NodeSettings(
        folder, secrets, secrets.signingKeys(), cassandra, keyspace, ports, ports.remoting());
  }

  /** Another node of the same cluster. */
  public NodeSettings beside() {
    Ports own = Ports.free();
    try {
      Path place = Files.createDirectories(folder.resolve("node-" + own.remoting()));
      return new NodeSettings(place, secrets, signingKeys, cassandra, keyspace, own, seed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same, with a new key of that algorithm to sign tokens. */
  public NodeSettings signingWith(SigningAlgorithm algorithm) {
    Path keys =
        write(
            folder.resolve("signing-keys-" + algorithm + ".json"), SigningKeys.generate(algorithm));
    return new NodeSettings(folder, secrets, keys, cassandra, keyspace, ports, seed);
  }

  /** For a node in this JVM. */
  public Config config() {
    return ConfigFactory.parseString(text()).withFallback(ConfigFactory.load()).resolve();
  }

  /** For a node in another JVM: the file that {@code -Dconfig.file} names. */
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
