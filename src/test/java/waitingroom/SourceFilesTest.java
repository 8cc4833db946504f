package waitingroom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The size of the source. */
class SourceFilesTest {
  private static final int LINES_MAX = 300;

  /** A file that outgrows a few screens holds more than one idea. */
  @Test
  void no_file_has_more_than_300_lines() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      List<Path> sources = files.filter(file -> file.toString().endsWith(".java")).toList();
      assertThat(sources).isNotEmpty();
      for (Path source : sources) {
        assertThat(Files.readAllLines(source))
            .as("%s: split it, one idea a file", source)
            .hasSizeLessThanOrEqualTo(LINES_MAX);
      }
    }
  }
}
