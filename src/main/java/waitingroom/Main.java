package waitingroom;

import com.typesafe.config.ConfigFactory;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts one node with the configuration of its place: {@code -Dconfig.file=conf/<place>.conf}. */
public final class Main {
  private static final Logger log = LoggerFactory.getLogger(Main.class);

  private Main() {}

  public static void main(String[] args) {
    try {
      Node.start(ConfigFactory.load(), Clock.systemUTC());
    } catch (IllegalArgumentException e) {
      log.error("{}", e.getMessage());
      System.exit(1);
    }
  }
}
