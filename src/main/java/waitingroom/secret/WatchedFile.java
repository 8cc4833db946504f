package waitingroom.secret;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A secret in a file, or in several that belong together, read again when a file changes, as a
 * mounted Kubernetes Secret does.
 *
 * <p>The content is compared, not its time stamp: a mounted Secret changes through a symbolic link.
 * A new content that cannot be read or parsed is logged and the last good value stays in force. A
 * thread of its own reads the files, so that asking for the value never waits for a disk. Safe for
 * use by many threads.
 */
public final class WatchedFile<T> {
  private static final Logger log = LoggerFactory.getLogger(WatchedFile.class);

  /** Reads all watched files; they are small, and it does not keep the process alive. */
  private static final ScheduledExecutorService READER =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "secret-files");
            thread.setDaemon(true);
            return thread;
          });

  private record Loaded<T>(List<byte[]> contents, T value) {
    boolean isFrom(List<byte[]> others) {
      return IntStream.range(0, contents.size())
          .allMatch(i -> Arrays.equals(contents.get(i), others.get(i)));
    }
  }

  /** Checks a file again and again, until nobody has it any more. */
  private record Watch(WeakReference<WatchedFile<?>> watched, long everyNanos) implements Runnable {
    @Override
    public void run() {
      WatchedFile<?> file = watched.get();
      if (file != null) {
        file.check();
        schedule();
      }
    }

    void schedule() {
      var unused = READER.schedule(this, everyNanos, TimeUnit.NANOSECONDS);
    }
  }

  private final List<Path> paths;
  private final Function<List<byte[]>, T> parser;
  private volatile Loaded<T> loaded;

  /** What is wrong with the file now, and already logged. */
  private @Nullable String fault;

  /**
   * Reads the file at once.
   *
   * @param parser turns the content into the value; throws {@link IllegalArgumentException} with a
   *     sentence that says what is wrong, never quoting the content
   * @param checkEvery how soon a change is seen, more than zero
   * @throws IllegalArgumentException when the file cannot be read or parsed
   */
  public WatchedFile(Path path, Function<byte[], T> parser, Duration checkEvery) {
    this(List.of(path), contents -> parser.apply(contents.get(0)), checkEvery);
  }

  /**
   * Reads files that belong together at once. A change of some of them counts when the parser takes
   * what they hold together; until then the last good value stays in force.
   *
   * @param parser gets the contents in the order of the files
   * @param checkEvery how soon a change is seen, more than zero
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
    new Watch(new WeakReference<>(this), checkEvery.toNanos()).schedule();
  }

  /** The newest good value. */
  public T current() {
    return loaded.value();
  }

  /** Looks at the file now. */
  synchronized void check() {
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
