package waitingroom.dev;

import akka.actor.CoordinatedShutdown;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waitingroom.Node;
import waitingroom.http.HttpListeners.Bound;
import waitingroom.token.SigningAlgorithm;
import waitingroom.token.SigningKeys;

/**
 * Starts a node without a database, sends it a few requests, and stops it: the build of the image
 * runs it with {@code -XX:ArchiveClassesAtExit}, so that the nodes of the image find their classes
 * parsed and verified.
 */
public final class ClassArchiveMain {
  private static final List<String> PATHS =
      List.of("/health/live", "/health/ready", "/serving_num?event_id=Sample", "/no-such-page");

  private static final Logger log = LoggerFactory.getLogger(ClassArchiveMain.class);

  private ClassArchiveMain() {}

  public static void main(String[] args) throws IOException {
    Path folder = Files.createTempDirectory("class-archive");
    boolean good = false;
    try {
      visit(folder);
      good = true;
    } catch (Exception e) {
      log.error("The node could not start", e);
    } finally {
      delete(folder); // or the image would hold keys
    }
    System.exit(good ? 0 : 1); // the threads of a failed node would go on
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private static void visit(Path folder) throws IOException, InterruptedException {
    DevSecrets secrets = DevSecrets.in(folder, () -> SigningKeys.generate(SigningAlgorithm.RS256));
    Node node = Node.start(config(secrets), Clock.systemUTC());
    Bound bound = node.listeners().toCompletableFuture().join();
    HttpClient client = HttpClient.newHttpClient();
    for (String path : PATHS) {
      URI uri = URI.create("http://127.0.0.1:" + bound.publicAddress().getPort() + path);
      var unused =
          client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding());
    }
    CoordinatedShutdown.get(node.system())
        .runAll(CoordinatedShutdown.unknownReason())
        .toCompletableFuture()
        .join();
  }

  private static Config config(DevSecrets secrets) {
    return ConfigFactory.parseMap(
            Map.of(
                "akka.remote.artery.canonical.hostname",
                "127.0.0.1",
                "akka.remote.artery.canonical.port",
                0,
                "akka.coordinated-shutdown.exit-jvm",
                "off",
                "waiting-room.public.port",
                0,
                "waiting-room.admin.port",
                0,
                "waiting-room.admin.access-keys-file",
                secrets.credentials().toString(),
                "waiting-room.secrets.master-secret-file",
                secrets.masterSecret().toString(),
                "waiting-room.secrets.signing-keys-file",
                secrets.signingKeys().toString()))
        .withFallback(ConfigFactory.load())
        .resolve();
  }
}
