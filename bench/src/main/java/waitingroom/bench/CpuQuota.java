package waitingroom.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * CPU limit of a process, set by a control group (cgroup v1, as root). Several nodes under the same
 * limit then have as much CPU each as one node alone.
 */
final class CpuQuota implements AutoCloseable {
  private static final Path ALL = Path.of("/sys/fs/cgroup/cpu");
  private static final int PERIOD_MICROS = 20_000;

  private final Path group;
  private final long pid;

  /**
   * @param cores may be a fraction, such as 0.3
   */
  CpuQuota(long pid, double cores) throws IOException {
    this.pid = pid;
    this.group = Files.createDirectory(ALL.resolve("waiting-room-bench-" + pid));
    Files.writeString(group.resolve("cpu.cfs_period_us"), "" + PERIOD_MICROS);
    Files.writeString(group.resolve("cpu.cfs_quota_us"), "" + (long) (PERIOD_MICROS * cores));
    Files.writeString(group.resolve("cgroup.procs"), "" + pid);
  }

  /** Returns whether this user may create control groups here. */
  static boolean possible() {
    return Files.isWritable(ALL.resolve("cgroup.procs"));
  }

  @Override
  public void close() throws IOException {
    Files.writeString(ALL.resolve("cgroup.procs"), "" + pid);
    Files.delete(group);
  }
}
