package waitingroom.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedFileTest {
  /** Leaves the checks to the test. */
  private static final Duration SELDOM = Duration.ofHours(1);

  private static final Duration OFTEN = Duration.ofMillis(10);

  private final Path folder;

  WatchedFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void a_changed_file_is_read_again() throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "1");
    WatchedFile<Integer> watched = new WatchedFile<>(file, WatchedFileTest::number, SELDOM);
    assertThat(watched.current()).isEqualTo(1);

    Files.writeString(file, "2");
    watched.check();

    assertThat(watched.current()).isEqualTo(2);
  }

  @Test
  void a_changed_file_is_seen_without_asking_for_it() throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "1");
    WatchedFile<Integer> watched = new WatchedFile<>(file, WatchedFileTest::number, OFTEN);

    Files.writeString(file, "2");

    Awaitility.await().until(() -> watched.current() == 2);
  }

  @Test
  void a_mounted_secret_changes_through_its_symbolic_links() throws IOException {
    // Kubernetes: secret -> ..data/secret, ..data -> a folder by time, and ..data is swapped
    Path first = Files.createDirectory(folder.resolve("..2026_01"));
    Path second = Files.createDirectory(folder.resolve("..2026_02"));
    Files.writeString(first.resolve("secret"), "1");
    Files.writeString(second.resolve("secret"), "2");
    Files.setLastModifiedTime(
        second.resolve("secret"), Files.getLastModifiedTime(first.resolve("secret")));
    Path data = Files.createSymbolicLink(folder.resolve("..data"), first.getFileName());
    Path file =
        Files.createSymbolicLink(folder.resolve("secret"), Path.of("..data").resolve("secret"));
    WatchedFile<Integer> watched = new WatchedFile<>(file, WatchedFileTest::number, SELDOM);
    assertThat(watched.current()).isEqualTo(1);

    Path fresh = Files.createSymbolicLink(folder.resolve("..data_tmp"), second.getFileName());
    Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    watched.check();

    assertThat(watched.current()).isEqualTo(2);
  }

  @Test
  void an_unchanged_file_is_not_parsed_again() throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "same");
    WatchedFile<Object> watched = new WatchedFile<>(file, content -> new Object(), SELDOM);

    Object before = watched.current();
    watched.check();

    assertThat(watched.current()).isSameAs(before);
  }

  @Test
  void bad_content_leaves_the_last_good_one_in_force_until_it_is_fixed() throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "1");
    WatchedFile<Integer> watched = new WatchedFile<>(file, WatchedFileTest::number, SELDOM);

    Files.writeString(file, "not a number");
    watched.check();
    assertThat(watched.current()).isEqualTo(1);

    Files.writeString(file, "3");
    watched.check();
    assertThat(watched.current()).isEqualTo(3);
  }

  @Test
  void a_deleted_file_leaves_the_last_good_content_in_force() throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "1");
    WatchedFile<Integer> watched = new WatchedFile<>(file, WatchedFileTest::number, SELDOM);

    Files.delete(file);
    watched.check();

    assertThat(watched.current()).isEqualTo(1);
  }

  @Test
  void a_closed_file_keeps_its_value_and_is_not_read_again() throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "1");
    WatchedFile<Integer> closed = new WatchedFile<>(file, WatchedFileTest::number, OFTEN);
    closed.close();

    Files.writeString(file, "2");
    try (WatchedFile<Integer> other = new WatchedFile<>(file, WatchedFileTest::number, OFTEN)) {
      Files.writeString(file, "3");
      Awaitility.await().until(() -> other.current() == 3);
    }
    closed.check();

    assertThat(closed.current()).isEqualTo(1);
  }

  @Test
  void a_missing_file_is_refused_at_the_start() {
    Path file = folder.resolve("missing");

    assertThatThrownBy(() -> new WatchedFile<>(file, WatchedFileTest::number, SELDOM))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot read the secret file " + file + ": make sure it exists and is readable");
  }

  @Test
  void bad_content_is_refused_at_the_start_in_the_words_of_the_parser() throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "not a number");

    assertThatThrownBy(() -> new WatchedFile<>(file, WatchedFileTest::number, SELDOM))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The file must hold a number");
  }

  private static int number(byte[] content) {
    try {
      return Integer.parseInt(new String(content, StandardCharsets.US_ASCII));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("The file must hold a number", e);
    }
  }
}
