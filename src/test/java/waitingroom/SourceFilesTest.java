package waitingroom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules for the text of the source. */
class SourceFilesTest {
  private static final int LINES_MAX = 300;
  private static final Pattern NUMBER_OF_A_PLACE =
      Pattern.compile("%(\\d+\\$)?[-#+ 0,(]*\\d*(\\.\\d+)?[dfeg]\\b");

  /** A longer file holds more than one idea. */
  @Test
  void no_file_has_more_than_300_lines() throws IOException {
    for (Path source :
        sources("src", "authorizer/src", "authorizer-servlet/src", "bench/src", "chaos/src")) {
      assertThat(Files.readAllLines(source))
          .as("%s: split it, one idea a file", source)
          .hasSizeLessThanOrEqualTo(LINES_MAX);
    }
  }

  /** An Arabic locale has other digits, which no program can read. */
  @Test
  void numbers_are_formatted_by_percent_s_which_knows_no_locale() throws IOException {
    for (Path source : sources("src/main/java", "authorizer/src/main/java")) {
      assertThat(Files.readString(source))
          .as("%s: use %%s", source)
          .doesNotContainPattern(NUMBER_OF_A_PLACE);
    }
  }

  private static List<Path> sources(String... folders) throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String folder : folders) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        List<Path> found = files.filter(file -> file.toString().endsWith(".java")).toList();
        assertThat(found).as(folder).isNotEmpty();
        sources.addAll(found);
      }
    }
    return sources;
  }
}
