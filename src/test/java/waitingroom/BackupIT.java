package waitingroom;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import waitingroom.dev.EmbeddedCassandra;
import waitingroom.testkit.Answer;
import waitingroom.testkit.Nodetool;
import waitingroom.testkit.TestCassandra;
import waitingroom.testkit.TestClock;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;
import waitingroom.tool.Schema;

/** Steps of "Backup and restore" in docs/OPERATIONS.md, with the loss of a keyspace. */
@Timeout(240)
@Tag("heavy")
@Tag("long")
class BackupIT {
  private static final String TAG = "backup";
  private static final TestClock CLOCK = new TestClock();

  private final TestCassandra cassandra = TestCassandra.shared();
  private final String keyspace = cassandra.keyspaceFor(BackupIT.class);

  private final Path backup;

  BackupIT(@TempDir Path backup) {
    this.backup = backup;
  }

  @Test
  void a_room_goes_on_where_the_backup_saw_it_and_a_reset_ends_what_came_later() throws Exception {
    TestNode node = TestNode.start(BackupIT.class, CLOCK, "");
    try (Nodetool nodetool = Nodetool.of(cassandra.pid())) {
      TestRoom room = node.newRoom("{\"validity_period\": 600}");
      String inside = room.joinServed();
      String waiting = room.join();
      String token = room.token(inside).text();
      Answer document = room.document();
      Answer place = room.place(waiting);

      nodetool.snapshot(TAG, keyspace);
      copySnapshot();
      String late = room.join();
      room.serve(1);
      assertThat(room.position(late)).isEqualTo(3);

      node = node.restarted(() -> loseAndRestore(nodetool));
      TestRoom again = room.on(node);
      assertThat(again.document().text()).isEqualTo(document.text());
      assertThat(again.place(waiting).text()).isEqualTo(place.text());
      assertThat(again.token(inside).text()).isEqualTo(token);
      assertThat(again.token(waiting).status()).isEqualTo(202);
      String next = again.join();
      assertThat(again.position(next)).isEqualTo(3);

      // Two people now hold position 3, so a restored room must be reset.
      assertThat(again.position(late)).isEqualTo(3);
      again.reset();
      assertThat(List.of(late, next, inside))
          .allSatisfy(id -> assertThat(again.place(id).status()).isEqualTo(202));
      assertThat(again.position(again.join())).isEqualTo(1);
    } finally {
      node.close();
    }
  }

  /** Copies a snapshot as an operator would to another machine: a folder per table. */
  private void copySnapshot() throws IOException {
    for (Path table : list(cassandra.folder().resolve("data").resolve(keyspace))) {
      String name = table.getFileName().toString();
      Path target = backup.resolve(keyspace).resolve(name.substring(0, name.lastIndexOf('-')));
      Files.createDirectories(target);
      for (Path file : list(table.resolve("snapshots").resolve(TAG))) {
        Files.copy(file, target.resolve(file.getFileName()));
      }
    }
    assertThat(list(backup.resolve(keyspace))).hasSizeGreaterThan(20);
  }

  private void loseAndRestore(Nodetool nodetool) {
    try (CqlSession session = TestCassandra.session(cassandra.contactPoint())) {
      session.execute("DROP KEYSPACE " + keyspace);
    }
    new Schema(TestCassandra.HOME, keyspace, Schema.ONE_REPLICA)
        .apply(cassandra.contactPoint(), EmbeddedCassandra.DATA_CENTER);
    try {
      List<Object> refused = new ArrayList<>();
      for (Path table : list(backup.resolve(keyspace))) {
        // The lease belongs to the nodes of that time: a start would wait for them.
        if (!table.endsWith("lease")
            && list(table).stream().anyMatch(file -> file.toString().endsWith("-Data.db"))) {
          refused.addAll(nodetool.load(keyspace, table.getFileName().toString(), table));
        }
      }
      assertThat(refused).isEmpty();
    } catch (Exception e) {
      throw new AssertionError("The backup could not be loaded", e);
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }
}
