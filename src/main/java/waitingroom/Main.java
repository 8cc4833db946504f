package waitingroom;

import com.typesafe.config.ConfigFactory;
import java.time.Clock;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts one node with the configuration of its environment: {@code
 * -Dconfig.file=conf/<place>.conf}.
 */
public final class Main {
  private static final Logger log = LoggerFactory.getLogger(Main.class);

  private Main() {}

  public static void main(String[] args) {
    CommonPool.widen();
    try {
      Node node = Node.start(ConfigFactory.load(), Clock.systemUTC());
      node.listeners().toCompletableFuture().join();
    } catch (IllegalArgumentException e) {
      log.error("{}", e.getMessage());
      System.exit(1);
    } catch (CompletionException e) {
      log.error("{}", e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
      System.exit(1);
    }
  }
}
