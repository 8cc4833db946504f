package waitingroom.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import waitingroom.tool.StartException;

/** The data folder of one embedded Cassandra: its files and whether it may be used. */
record CassandraFolder(Path path) {
  /**
   * On a full disk Cassandra refuses writes and then dies. 1 GiB holds the commit log (256 MiB),
   * one flush of the memtables and the largest compaction of a development journal.
   */
  static final long FREE_BYTES_MIN = 1L << 30;

  Path lockFile() {
    return path.resolve("lock");
  }

  Path yaml() {
    return path.resolve("cassandra.yaml");
  }

  Path logs() {
    return path.resolve("logs");
  }

  /** Cassandra's rolling log. */
  Path systemLog() {
    return logs().resolve("system.log");
  }

  /** The output of this start: errors, and messages of the JVM itself. */
  Path console() {
    return logs().resolve("console.log");
  }

  void create() {
    try {
      Files.createDirectories(logs());
    } catch (IOException e) {
      throw new StartException(
          "Cannot create the data folder " + path + ": choose a folder that you may write to.", e);
    }
  }

  /**
   * Whether a running Cassandra holds the folder. The lock itself is taken by the child process.
   */
  boolean isLocked() {
    try (FileChannel channel =
            FileChannel.open(lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock == null;
    } catch (OverlappingFileLockException e) {
      return true;
    } catch (IOException e) {
      throw new StartException("Cannot open " + lockFile() + ": check who owns the folder.", e);
    }
  }

  void requireSpace() {
    try {
      requireSpace(Files.getFileStore(path).getUsableSpace());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void requireSpace(long usableBytes) {
    if (usableBytes < FREE_BYTES_MIN) {
      throw new StartException(
          "Only %s MiB are free for the data folder %s, and Cassandra needs %s: free some space or choose another folder."
              .formatted(usableBytes >> 20, path, FREE_BYTES_MIN >> 20));
    }
  }

  /** The last error of this start with its cause, or else the last line of output. */
  String lastError() {
    try {
      List<String> lines =
          Files.readAllLines(console()).stream().filter(line -> !line.isBlank()).toList();
      int error =
          lastIndex(lines, line -> line.startsWith("ERROR") || line.startsWith("Exception ("));
      int from = error < 0 ? lines.size() - 1 : error;
      // The line after an error gives its cause.
      String said =
          lines.stream().skip(Math.max(0, from)).limit(2).collect(Collectors.joining(" "));
      return said.isEmpty() ? "it printed nothing" : said.strip();
    } catch (IOException e) {
      return "its output cannot be read";
    }
  }

  private static int lastIndex(List<String> lines, Predicate<String> wanted) {
    return IntStream.range(0, lines.size()).filter(i -> wanted.test(lines.get(i))).max().orElse(-1);
  }
}
