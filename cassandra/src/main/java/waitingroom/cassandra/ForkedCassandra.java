package waitingroom.cassandra;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.cassandra.service.CassandraDaemon;

/**
 * Cassandra as a child process that cannot outlive its parent.
 *
 * <p>Standard input is a pipe whose other end only the parent holds. However the parent ends, even
 * by SIGKILL, the pipe closes; this process then stops Cassandra (its shutdown hook drains it) and
 * halts if that takes too long. A halt loses nothing: the commit log is synced before a write is
 * acknowledged.
 *
 * <p>The only argument is the lock file of the data folder. This process holds it, not the parent,
 * because this is the one that must never run twice on one folder.
 */
public final class ForkedCassandra {
  /** Exit code when another process holds the lock file. */
  private static final int EXIT_LOCKED = 3;

  private static final long DRAIN_MILLIS_MAX = 5_000;

  /**
   * Held for the life of the process: the JDK closes an unreferenced channel, and with it the lock,
   * at a garbage collection.
   */
  private static FileChannel lockFile;

  private static FileLock lock;

  private ForkedCassandra() {}

  /** Locks, watches standard input, then hands over to Cassandra. */
  public static void main(String[] args) throws IOException {
    daemon("parent-watch", ForkedCassandra::awaitEndOfParent);
    lockFile =
        FileChannel.open(
            Path.of(args[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    lock = lockFile.tryLock();
    if (lock == null) {
      System.err.println("Another process holds " + args[0]);
      System.exit(EXIT_LOCKED);
    }
    CassandraDaemon.main(new String[0]);
  }

  private static void awaitEndOfParent() {
    try {
      InputStream in = System.in;
      while (in.read() != -1) {
        // The parent sends nothing: only the end of the stream matters.
      }
    } catch (IOException e) {
      // A broken pipe means the same as the end of the stream.
    }
    daemon("halt", ForkedCassandra::haltIfDrainIsSlow);
    System.exit(0);
  }

  private static void haltIfDrainIsSlow() {
    try {
      Thread.sleep(DRAIN_MILLIS_MAX);
    } catch (InterruptedException e) {
      // Halting early is as safe as halting late.
    }
    Runtime.getRuntime().halt(0);
  }

  private static void daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }
}
