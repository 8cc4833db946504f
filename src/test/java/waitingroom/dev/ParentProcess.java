package waitingroom.dev;

import java.nio.file.Path;
import java.time.Duration;

/** Starts a Cassandra in the given folder, prints its pid, and runs until killed. */
final class ParentProcess {
  private ParentProcess() {}

  public static void main(String[] args) {
    EmbeddedCassandra cassandra =
        EmbeddedCassandra.start(
            Path.of(args[0]), 0, 0, Path.of(args[1]), Duration.ofSeconds(60), message -> {});
    System.out.println(cassandra.pid());
    cassandra.onExit().join();
  }
}
