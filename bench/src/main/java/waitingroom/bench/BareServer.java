package waitingroom.bench;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.http.javadsl.Http;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.settings.ServerSettings;
import akka.util.ByteString;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Plain Akka HTTP in a process of its own, the yardstick of the HTTP bench. It answers every
 * request with a constant, over its own sockets and with the settings of our listeners: the most
 * that a program on this library can do on this machine.
 */
final class BareServer implements AutoCloseable {
  private static final String PORT = "port ";
  private static final HttpResponse CONSTANT =
      HttpResponse.create()
          .withEntity(ContentTypes.APPLICATION_JSON, ByteString.fromString("{\"status\": \"UP\"}"));

  private final Process process;
  private final InetSocketAddress address;

  private BareServer(Process process, InetSocketAddress address) {
    this.process = process;
    this.address = address;
  }

  /** Starts the server, which ends with this JVM at the latest. */
  static BareServer start() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                BareServer.class.getName())
            .redirectError(
                ProcessBuilder.Redirect.appendTo(Bench.FOLDER.resolve("bare.log").toFile()))
            .start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(PORT)) {
        int port = Integer.parseInt(line.substring(PORT.length()));
        // Drains the log: the server would block on a full pipe.
        Thread reader = new Thread(() -> output.lines().forEach(logged -> {}), "bare-log");
        reader.setDaemon(true);
        reader.start();
        return new BareServer(
            process, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      }
    }
    throw new IOException("The bare server ended: see target/bench/bare.log");
  }

  InetSocketAddress address() {
    return address;
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroy();
  }

  /** Runs the server until its standard input ends. */
  public static void main(String[] args) throws IOException {
    Config config =
        ConfigFactory.parseString("akka.http.server.request-timeout = off")
            .withFallback(ConfigFactory.parseResources("http-server.conf"))
            .withFallback(ConfigFactory.defaultReference());
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "bare", config);
    int port =
        Http.get(system)
            .newServerAt("127.0.0.1", 0)
            .withSettings(ServerSettings.create(config))
            .bindSync(request -> CONSTANT)
            .toCompletableFuture()
            .join()
            .localAddress()
            .getPort();
    System.out.println(PORT + port);
    while (System.in.read() >= 0) {
      // Standard input ends with the parent process.
    }
    System.exit(0);
  }
}
