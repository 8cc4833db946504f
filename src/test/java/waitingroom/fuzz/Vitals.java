package waitingroom.fuzz;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * What leaks show up in, of this JVM.
 *
 * @param heapBytes in use after a collection
 * @param files open, sockets included; -1 where that is not known
 */
record Vitals(long heapBytes, int threads, long files) {

  /** Measured now. */
  static Vitals now() {
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
