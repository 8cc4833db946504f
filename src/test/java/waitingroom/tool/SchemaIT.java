package waitingroom.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waitingroom.testkit.TestCassandra;

/** Upgrade of an older schema that holds rows, as SchemaMain does it. */
class SchemaIT {
  private static final String KEYSPACE = "upgraded";
  private static final String COUNT = "SELECT COUNT(*) FROM " + KEYSPACE + ".offset_store";

  private final Path folder;

  SchemaIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void newer_files_add_tables_and_columns_keep_rows_and_can_be_repeated() throws IOException {
    TestCassandra cassandra = TestCassandra.shared();
    take("01-keyspace.cql", "04-offsets.cql");
    Schema schema = new Schema(folder, KEYSPACE, Schema.ONE_REPLICA);
    try (CqlSession session = TestCassandra.session(cassandra.contactPoint())) {
      assertThat(schema.missing(session)).contains("offset_store");
      schema.apply(session);
      session.execute(
          "INSERT INTO upgraded.offset_store (projection_name, partition, projection_key, offset)"
              + " VALUES ('tokens', 1, 'sale', '7')");
      assertThat(schema.missing(session)).isEmpty();

      take("13-pages.cql");
      Files.writeString(
          folder.resolve("99-later.cql"),
          "-- Later.\nALTER TABLE ${keyspace}.offset_store ADD IF NOT EXISTS remark text;\n");

      assertThat(schema.missing(session)).containsExactly("offset_store.remark", "pages");
      schema.apply(session);
      assertThat(schema.missing(session)).isEmpty();
      schema.apply(session);
      assertThat(session.execute(COUNT).one()).extracting(row -> row.getLong(0)).isEqualTo(1L);
      session.execute("SELECT remark FROM upgraded.offset_store");
    }
  }

  private void take(String... files) throws IOException {
    for (String file : List.of(files)) {
      Files.copy(TestCassandra.HOME.resolve(file), folder.resolve(file));
    }
  }
}
