package waitingroom.dev;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waitingroom.testkit.TestCassandra;
import waitingroom.tool.Schema;
import waitingroom.tool.StartException;

@Tag("heavy")
@Tag("long")
class EmbeddedCassandraIT {
  private static final Duration START_MAX = Duration.ofSeconds(60);

  private final Path folder;

  EmbeddedCassandraIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void rows_survive_a_stop_and_a_kill() {
    Path data = folder.resolve("data");
    try (EmbeddedCassandra cassandra = start(data)) {
      schema().apply(cassandra.contactPoint(), EmbeddedCassandra.DATA_CENTER);
      insert(cassandra, "before the stop");
    }
    try (EmbeddedCassandra cassandra = start(data)) {
      assertThat(ids(cassandra)).containsExactly("before the stop");
      insert(cassandra, "before the kill");
      ProcessHandle.of(cassandra.pid()).orElseThrow().destroyForcibly();
      cassandra.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
    try (EmbeddedCassandra cassandra = start(data)) {
      schema().apply(cassandra.contactPoint(), EmbeddedCassandra.DATA_CENTER);
      assertThat(ids(cassandra)).containsExactlyInAnyOrder("before the stop", "before the kill");
    }
  }

  @Test
  void the_child_dies_when_its_parent_is_killed() throws IOException {
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ParentProcess.class.getName(),
                folder.resolve("data").toString(),
                TestCassandra.HOME.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = parent.inputReader(UTF_8)) {
      String pid = out.readLine();
      assertThat(pid).as("pid of the child").matches("\\d+");
      ProcessHandle child = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();

      parent.destroyForcibly();

      Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !child.isAlive());
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  void a_second_instance_on_the_same_folder_is_refused() throws Exception {
    TestCassandra running = TestCassandra.shared();
    collectGarbage(running.pid());
    Path data = running.folder();
    List<String> told = new ArrayList<>();
    assertThatThrownBy(
            () -> EmbeddedCassandra.start(data, 0, 0, TestCassandra.HOME, START_MAX, told::add))
        .isInstanceOf(StartException.class)
        .hasMessage(
            "The data folder "
                + data
                + " is in use by another running instance: stop that one, or choose another data folder.");
    assertThat(told).containsExactly("Waiting for the Cassandra that uses " + data + " to end");
    assertThat(CqlProbe.answers(running.contactPoint())).isTrue();
  }

  /** Forces a garbage collection in another JVM, which then drops unreferenced objects. */
  private static void collectGarbage(long pid) throws Exception {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid),
                "GC.run")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(jcmd.waitFor()).isZero();
  }

  @Test
  void a_taken_port_is_named() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = other.getLocalPort();
      assertThatThrownBy(
              () ->
                  EmbeddedCassandra.start(
                      folder, port, 0, TestCassandra.HOME, START_MAX, message -> {}))
          .isInstanceOf(StartException.class)
          .hasMessage(
              "Port "
                  + port
                  + " on 127.0.0.1 is taken: stop the program that listens on it, or choose another Cassandra native port.");
    }
  }

  @Test
  void a_child_that_dies_while_starting_is_quoted() throws IOException {
    Path home = Files.createDirectory(folder.resolve("home"));
    Files.createSymbolicLink(
        home.resolve("lib"), TestCassandra.HOME.resolve("target/lib").toAbsolutePath());
    Path conf = Files.createDirectory(home.resolve("conf"));
    for (String file : List.of("jvm17.options", "jvm24.options", "logback.xml")) {
      Files.copy(TestCassandra.HOME.resolve("conf").resolve(file), conf.resolve(file));
    }
    Files.writeString(conf.resolve("cassandra.yaml"), "no_such_setting: 1\n");
    assertThatThrownBy(
            () ->
                EmbeddedCassandra.start(
                    folder.resolve("data"), 0, 0, home, START_MAX, message -> {}))
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith("Cassandra ended while it started (\"")
        .hasMessageContaining("no_such_setting")
        .hasMessageContaining(folder.resolve("data/logs/system.log").toString());
  }

  private EmbeddedCassandra start(Path data) {
    long begin = System.nanoTime();
    EmbeddedCassandra cassandra =
        EmbeddedCassandra.start(data, 0, 0, TestCassandra.HOME, START_MAX, message -> {});
    System.out.printf("Cassandra started in %d ms%n", (System.nanoTime() - begin) / 1_000_000);
    return cassandra;
  }

  private static Schema schema() {
    return new Schema(TestCassandra.HOME, "waitingroom", Schema.ONE_REPLICA);
  }

  private static CqlSession session(EmbeddedCassandra cassandra) {
    return TestCassandra.session(cassandra.contactPoint());
  }

  private static void insert(EmbeddedCassandra cassandra, String id) {
    try (CqlSession session = session(cassandra)) {
      session.execute(
          "INSERT INTO waitingroom.all_persistence_ids (persistence_id) VALUES ('" + id + "')");
    }
  }

  private static List<String> ids(EmbeddedCassandra cassandra) {
    try (CqlSession session = session(cassandra)) {
      return session
          .execute("SELECT persistence_id FROM waitingroom.all_persistence_ids")
          .all()
          .stream()
          .map(row -> row.getString("persistence_id"))
          .toList();
    }
  }
}
