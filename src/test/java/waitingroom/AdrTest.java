package waitingroom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Decision records in {@code docs/adr}: a missing or repeated number confuses readers. */
class AdrTest {
  private static final Path FOLDER = Path.of("docs/adr");
  private static final String INDEX = "README.md";
  private static final Pattern ROW =
      Pattern.compile("^\\| (\\d{4}) \\| \\[(.+)]\\((.+)\\) \\|$", Pattern.MULTILINE);

  @Test
  void records_are_numbered_from_1_without_gaps() throws IOException {
    List<String> records = records();

    assertThat(records)
        .isNotEmpty()
        .allMatch(name -> name.matches("\\d{4}-[a-z0-9-]+\\.md"), "is 0000-words-of-the-title.md");
    assertThat(records)
        .extracting(name -> Integer.parseInt(name.substring(0, 4)))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, records.size()).boxed().toList());
  }

  @Test
  void the_index_lists_each_record_once_in_order() throws IOException {
    assertThat(index()).extracting(row -> row.group(3)).containsExactlyElementsOf(records());
  }

  @Test
  void number_and_title_in_the_index_are_those_of_the_record() throws IOException {
    for (MatchResult row : index()) {
      String text = Files.readString(FOLDER.resolve(row.group(3)));

      assertThat(row.group(3)).startsWith(row.group(1));
      assertThat(text).startsWith("# " + row.group(1) + ": " + row.group(2) + "\n");
    }
  }

  @Test
  void each_record_has_its_four_parts_in_order() throws IOException {
    for (String name : records()) {
      List<String> headings =
          Files.readAllLines(FOLDER.resolve(name)).stream()
              .filter(line -> line.startsWith("## "))
              .toList();

      assertThat(headings)
          .as(name)
          .containsExactly("## Context", "## Decision", "## Consequences", "## Rejected");
    }
  }

  private static List<String> records() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals(INDEX))
          .sorted()
          .toList();
    }
  }

  private static List<MatchResult> index() throws IOException {
    List<MatchResult> rows =
        ROW.matcher(Files.readString(FOLDER.resolve(INDEX))).results().toList();
    assertThat(rows).isNotEmpty();
    return rows;
  }
}
