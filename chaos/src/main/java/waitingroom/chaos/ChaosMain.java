package waitingroom.chaos;

import com.typesafe.config.ConfigFactory;
import java.time.Clock;
import java.time.Duration;
import waitingroom.Main;
import waitingroom.Node;

/** Main class of a node whose clock is ahead by {@code -Dchaos.ahead}, an ISO 8601 duration. */
public final class ChaosMain {
  private ChaosMain() {}

  public static void main(String[] args) {
    String ahead = System.getProperty("chaos.ahead");
    if (ahead == null) {
      Main.main(args);
      return;
    }
    Node node =
        Node.start(ConfigFactory.load(), Clock.offset(Clock.systemUTC(), Duration.parse(ahead)));
    node.listeners().toCompletableFuture().join();
  }
}
