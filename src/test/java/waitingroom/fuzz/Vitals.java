package waitingroom.fuzz;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * Figures of this JVM that reveal leaks.
 *
 * @param heapBytes in use after a collection
 * @param files open files, sockets included; -1 when unknown
 */
public record Vitals(long heapBytes, int threads, long files) {

  /** Measures the current values. */
  public static Vitals now() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    long files =
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
            ? unix.getOpenFileDescriptorCount()
            : -1;
    return new Vitals(
        runtime.totalMemory() - runtime.freeMemory(),
        ManagementFactory.getThreadMXBean().getThreadCount(),
        files);
  }
}
