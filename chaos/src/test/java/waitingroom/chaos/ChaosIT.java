package waitingroom.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One short fault on loopback; {@code make chaos} runs all. */
@Tag("heavy")
@Tag("long")
@Timeout(300)
class ChaosIT {
  private static final int CASSANDRA_FROZEN_SECONDS = 4;

  private static ChaosCluster cluster;

  @BeforeAll
  static void start(@TempDir Path folder) {
    cluster = Chaos.start(folder, false);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"CASSANDRA_FROZEN"})
  void clients_see_nothing_that_must_not_happen(Fault fault) {
    Report report = Trial.run(cluster, fault, CASSANDRA_FROZEN_SECONDS);
    System.out.println(Report.HEAD + "\n" + report);
    assertThat(report.violations()).isEmpty();
    assertThat(report.calls()).isGreaterThan(report.errors());
  }
}
