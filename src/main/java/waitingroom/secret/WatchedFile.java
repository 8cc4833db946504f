package waitingroom.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A secret in one file, or in several that belong together, reloaded when a file changes, as a
 * mounted Kubernetes Secret does.
 *
 * <p>The content is compared, not its time stamp: a mounted Secret changes through a symbolic link.
 * New content that cannot be read or parsed is logged, and the last good value stays in force. A
 * separate thread reads the files, so {@link #current} never waits for a disk. Thread-safe.
 */
public final class WatchedFile<T> implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WatchedFile.class);

  /** One daemon thread for all watched files: they are small. */
  private static final ScheduledThreadPoolExecutor READER = reader();

  private record Loaded<T>(List<byte[]> contents, T value) {
    boolean isFrom(List<byte[]> others) {
      return IntStream.range(0, contents.size())
          .allMatch(i -> Arrays.equals(contents.get(i), others.get(i)));
    }
  }

  private final List<Path> paths;
  private final Function<List<byte[]>, T> parser;
  private final Future<?> checks;
  private volatile Loaded<T> loaded;

  /** The current problem with the files, already logged; null when there is none. */
  private @Nullable String fault;

  private boolean closed;

  /**
   * Reads the file at once.
   *
   * @param parser turns the content into the value; throws {@link IllegalArgumentException} with a
   *     message that says what is wrong and never quotes the content
   * @param checkEvery interval between checks, more than zero
   * @throws IllegalArgumentException when the file cannot be read or parsed
   */
  public WatchedFile(Path path, Function<byte[], T> parser, Duration checkEvery) {
    this(List.of(path), contents -> parser.apply(contents.get(0)), checkEvery);
  }

  /**
   * Reads files that belong together at once. A change takes effect when the parser accepts the
   * contents of all files together; until then the last good value stays in force.
   *
   * @param parser gets the contents in the order of the files
   * @param checkEvery interval between checks, more than zero
   * @throws IllegalArgumentException when a file cannot be read or they cannot be parsed
   */
  public WatchedFile(List<Path> paths, Function<List<byte[]>, T> parser, Duration checkEvery) {
    this.paths = List.copyOf(paths);
    this.parser = parser;
    List<byte[]> contents = new ArrayList<>();
    for (Path path : paths) {
      try {
        contents.add(Files.readAllBytes(path));
      } catch (IOException e) {
        throw new IllegalArgumentException(
            "Cannot read the secret file " + path + ": make sure it exists and is readable", e);
      }
    }
    this.loaded = new Loaded<>(contents, parser.apply(contents));
    long nanos = checkEvery.toNanos();
    this.checks = READER.scheduleWithFixedDelay(this::check, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  private static ScheduledThreadPoolExecutor reader() {
    ScheduledThreadPoolExecutor reader =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "secret-files");
              thread.setDaemon(true);
              return thread;
            });
    reader.setRemoveOnCancelPolicy(true);
    return reader;
  }

  /** The newest good value. */
  public T current() {
    return loaded.value();
  }

  /** Stops watching; the last good value remains available. Waits for a check under way. */
  @Override
  public synchronized void close() {
    closed = true;
    checks.cancel(false);
  }

  /** Checks the files now. */
  synchronized void check() {
    if (closed) {
      return;
    }
    try {
      List<byte[]> contents = new ArrayList<>();
      for (Path path : paths) {
        contents.add(Files.readAllBytes(path));
      }
      if (!loaded.isFrom(contents)) {
        loaded = new Loaded<>(contents, parser.apply(contents));
        log.info("Secret file changed, new content in force: file={}", names());
      }
      fault = null;
    } catch (IOException | RuntimeException e) {
      if (!e.toString().equals(fault)) {
        fault = e.toString();
        log.error(
            "Secret file cannot be used, the last good content stays in force: file={} cause={}",
            names(),
            fault);
      }
    }
  }

  private String names() {
    return paths.stream().map(Path::toString).collect(Collectors.joining(","));
  }
}
