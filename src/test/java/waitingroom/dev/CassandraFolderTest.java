package waitingroom.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waitingroom.tool.StartException;

class CassandraFolderTest {
  private final Path path;

  CassandraFolderTest(@TempDir Path path) {
    this.path = path;
  }

  @Test
  void less_than_a_gibibyte_of_space_is_refused() {
    CassandraFolder folder = new CassandraFolder(path);
    assertThatCode(() -> folder.requireSpace(1L << 30)).doesNotThrowAnyException();
    assertThatThrownBy(() -> folder.requireSpace((1L << 30) - 1))
        .isInstanceOf(StartException.class)
        .hasMessage(
            "Only 1023 MiB are free for the data folder %s, and Cassandra needs 1024: free some space or choose another folder."
                .formatted(path));
  }

  @Test
  void the_last_error_is_quoted_with_its_cause() throws IOException {
    CassandraFolder folder = new CassandraFolder(path);
    folder.create();
    Files.writeString(
        folder.console(), "ERROR one\nERROR two\njava.net.BindException: taken\n\tat Some.where\n");
    assertThat(folder.lastError()).isEqualTo("ERROR two java.net.BindException: taken");
    Files.writeString(folder.console(), "Error: Could not create the JVM\n\n");
    assertThat(folder.lastError()).isEqualTo("Error: Could not create the JVM");
    Files.writeString(folder.console(), "");
    assertThat(folder.lastError()).isEqualTo("it printed nothing");
  }

  @Test
  void a_folder_that_nobody_uses_is_not_locked() {
    CassandraFolder folder = new CassandraFolder(path);
    folder.create();
    assertThat(folder.isLocked()).isFalse();
  }
}
