package waitingroom.store;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.typesafe.config.ConfigFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import waitingroom.testkit.TestCassandra;

/** Two nodes whose clocks are seconds apart, with one database. */
class WriteTimesIT {
  private static final String WRITTEN = "SELECT writetime(design) FROM ks.pages WHERE event_id = ?";
  private static ActorTestKit kit;
  private static WriteTimes ahead;
  private static WriteTimes behind;

  @BeforeAll
  static void start() {
    TestCassandra cassandra = TestCassandra.shared();
    kit =
        ActorTestKit.create(
            "WriteTimesIT",
            ConfigFactory.parseString(
                    "akka { actor.provider = local, coordinated-shutdown.exit-jvm = off }")
                .withFallback(cassandra.akkaConfig(cassandra.keyspaceFor(WriteTimesIT.class)))
                .withFallback(ConfigFactory.load()));
    Database database = new Database(kit.system());
    ahead = new WriteTimes(database, Clock.offset(Clock.systemUTC(), Duration.ofSeconds(5)));
    behind = new WriteTimes(database, Clock.offset(Clock.systemUTC(), Duration.ofSeconds(-5)));
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void each_write_is_later_than_the_one_before_whichever_node_makes_it() {
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      times.add(now(next(i % 2 == 0 ? ahead : behind, "in turn")));
    }
    assertThat(times).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void no_two_writes_at_the_same_moment_have_the_same_time() {
    List<CompletableFuture<Long>> taken = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      taken.add(next(ahead, "at once"));
      taken.add(next(behind, "at once"));
    }
    assertThat(taken).extracting(WriteTimesIT::now).doesNotHaveDuplicates();
  }

  private static CompletableFuture<Long> next(WriteTimes node, String row) {
    return node.next(row, WRITTEN, row).toCompletableFuture();
  }

  private static <T> T now(CompletableFuture<T> stage) {
    return stage.orTimeout(20, TimeUnit.SECONDS).join();
  }
}
