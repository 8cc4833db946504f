package waitingroom.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules of docs/OPERATIONS.md, "Upgrading the tables", that make every version applicable. */
class SchemaFilesTest {
  private static final Path FOLDER = Path.of("cassandra");

  @Test
  void files_are_numbered_from_1_without_gaps() throws IOException {
    assertThat(files())
        .extracting(SchemaFilesTest::name)
        .allMatch(name -> name.matches("\\d\\d-[a-z-]+\\.cql"));
    assertThat(files())
        .extracting(file -> Integer.parseInt(name(file).substring(0, 2)))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, files().size()).boxed().toList());
  }

  @Test
  void every_statement_is_repeatable_and_none_removes_anything() throws IOException {
    for (Path file : files()) {
      assertThat(CqlScript.statements(Files.readString(file)))
          .as(file.toString())
          .isNotEmpty()
          .allMatch(
              statement ->
                  statement.matches(
                      "(?s)\\s*(CREATE (KEYSPACE|TABLE) IF NOT EXISTS"
                          + "|ALTER TABLE \\$\\{keyspace}\\.\\w+ ADD IF NOT EXISTS \\w+ )"
                          + ".*"));
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(FOLDER)) {
      return all.filter(file -> name(file).endsWith(".cql")).sorted().toList();
    }
  }
}
