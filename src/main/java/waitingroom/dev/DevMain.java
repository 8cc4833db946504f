package waitingroom.dev;

import akka.Done;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.File;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import waitingroom.CommonPool;
import waitingroom.Node;
import waitingroom.http.HttpListeners.Bound;
import waitingroom.tool.StartException;

/**
 * {@code make run}: secrets, a Cassandra, the schema, one node, and a short introduction.
 *
 * <p>Environment: {@code WAITING_ROOM_DATA} is the folder for data and secrets; {@code
 * WAITING_ROOM_CASSANDRA} (host:port) names a database to use in place of the embedded one.
 */
public final class DevMain {
  private static final long NODE_STOP_MAX_SECONDS = 20;
  private static final Config PLACE = ConfigFactory.parseFile(new File("conf/development.conf"));

  private DevMain() {}

  public static void main(String[] args) {
    CommonPool.widen();
    orFail(DevMain::run);
  }

  /** Runs {@code start} with the environment, or ends this JVM with a message on standard error. */
  static void orFail(Consumer<Map<String, String>> start) {
    try {
      start.accept(System.getenv());
    } catch (StartException | IllegalArgumentException e) {
      fail(e.getMessage());
    } catch (CompletionException e) {
      Throwable cause = e.getCause();
      fail(cause == null ? e.getMessage() : cause.getMessage());
    } catch (RuntimeException | Error e) {
      e.printStackTrace();
      System.exit(1);
    }
  }

  private static void run(Map<String, String> environment) {
    Config place = PLACE.withFallback(ConfigFactory.load()).resolve();
    requireFreePorts(place);
    AtomicReference<@Nullable Node> running = new AtomicReference<>();
    DevGround ground = DevGround.prepare(environment, place, () -> await(running.get()));
    DevGround.say("Starting the node");
    Node node = Node.start(config(ground), Clock.systemUTC());
    running.set(node);
    Bound bound = node.listeners().toCompletableFuture().join();
    node.ready().toCompletableFuture().join();
    DevGround.say(Welcome.text(bound, ground.secrets()));
  }

  /** Checked before the database starts, so that the error comes without a wait. */
  private static void requireFreePorts(Config config) {
    LoopbackPort.free(
        config.getInt("waiting-room.public.port"), "visitors' port (WAITING_ROOM_PUBLIC_PORT)");
    LoopbackPort.free(
        config.getInt("waiting-room.admin.port"), "operators' port (WAITING_ROOM_ADMIN_PORT)");
    LoopbackPort.free(
        config.getInt("akka.remote.artery.canonical.port"),
        "cluster's port (WAITING_ROOM_REMOTING_PORT)");
  }

  private static void await(@Nullable Node node) {
    if (node != null) {
      node.system()
          .getWhenTerminated()
          .toCompletableFuture()
          .completeOnTimeout(Done.getInstance(), NODE_STOP_MAX_SECONDS, TimeUnit.SECONDS)
          .join();
    }
  }

  private static Config config(DevGround ground) {
    DevSecrets secrets = ground.secrets();
    Map<String, Object> found =
        Map.of(
            "datastax-java-driver.basic.contact-points",
            List.of(ground.contactPoint()),
            "waiting-room.secrets.master-secret-file",
            secrets.masterSecret().toString(),
            "waiting-room.secrets.signing-keys-file",
            secrets.signingKeys().toString(),
            "waiting-room.secrets.log-signing-file",
            secrets.logSigning().toString(),
            "waiting-room.admin.access-keys-file",
            secrets.credentials().toString());
    return ConfigFactory.parseMap(found, "development start")
        .withFallback(PLACE)
        .withFallback(ConfigFactory.load())
        .resolve();
  }

  private static void fail(@Nullable String message) {
    System.err.println(Objects.requireNonNullElse(message, "The start failed."));
    System.exit(1);
  }
}
