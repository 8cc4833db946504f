package waitingroom.access;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import waitingroom.secret.WatchedFile;

/**
 * The access keys of the admin listener, from a file in the format of an AWS shared credentials
 * file, reloaded when it changes.
 *
 * <p>A profile may have a member {@code role = viewer|operator|admin}; the default is {@code
 * admin}.
 */
public final class AccessKeys implements AutoCloseable {
  private final WatchedFile<Map<String, AccessKey>> file;

  /**
   * Reads the file at once.
   *
   * @param checkEvery interval between checks of the file for changes
   * @throws IllegalArgumentException when the file cannot be used, naming the profile or line
   */
  public AccessKeys(Path path, Duration checkEvery) {
    this.file = new WatchedFile<>(path, CredentialsFile::parse, checkEvery);
  }

  /** Stops watching the file. */
  @Override
  public void close() {
    file.close();
  }

  Optional<AccessKey> find(String id) {
    return Optional.ofNullable(file.current().get(id));
  }

  List<AccessKey> all() {
    return file.current().values().stream()
        .sorted(Comparator.comparing(key -> key.principal().name()))
        .toList();
  }
}
