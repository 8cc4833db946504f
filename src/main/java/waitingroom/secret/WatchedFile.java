package waitingroom.secret;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A secret in a file, read again when the file changes, as a mounted Kubernetes Secret does.
 *
 * <p>The content is compared, not its time stamp: a mounted Secret changes through a symbolic link.
 * A new content that cannot be read or parsed is logged and the last good value stays in force.
 * Safe for use by many threads.
 */
public final class WatchedFile<T> {
  private static final Logger log = LoggerFactory.getLogger(WatchedFile.class);

  private record Loaded<T>(byte[] content, T value) {}

  private final Path path;
  private final Function<byte[], T> parser;
  private final long checkEveryNanos;
  private final AtomicLong nextCheckNanos;
  private volatile Loaded<T> loaded;

  /**
   * Reads the file at once.
   *
   * @param parser turns the content into the value; throws {@link IllegalArgumentException} with a
   *     sentence that says what is wrong, never quoting the content
   * @param checkEvery how old a value may be before the file is looked at again
   * @throws IllegalArgumentException when the file cannot be read or parsed
   */
  public WatchedFile(Path path, Function<byte[], T> parser, Duration checkEvery) {
    this.path = path;
    this.parser = parser;
    this.checkEveryNanos = checkEvery.toNanos();
    byte[] content;
    try {
      content = Files.readAllBytes(path);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "Cannot read the secret file " + path + ": make sure it exists and is readable", e);
    }
    this.loaded = new Loaded<>(content, parser.apply(content));
    this.nextCheckNanos = new AtomicLong(System.nanoTime() + checkEveryNanos);
  }

  /**
   * The newest good value. Looks at the file at most once per interval, on one of the calling
   * threads.
   */
  public T current() {
    long due = nextCheckNanos.get();
    long now = System.nanoTime();
    if (now - due >= 0 && nextCheckNanos.compareAndSet(due, now + checkEveryNanos)) {
      reload();
    }
    return loaded.value();
  }

  private void reload() {
    try {
      byte[] content = Files.readAllBytes(path);
      if (!Arrays.equals(content, loaded.content())) {
        loaded = new Loaded<>(content, parser.apply(content));
        log.info("Secret file changed, new content in force: file={}", path);
      }
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      log.error(
          "Secret file cannot be used, the last good content stays in force: file={} cause={}",
          path,
          e.toString());
    }
  }
}
