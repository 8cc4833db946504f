package waitingroom.fuzz.wire;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/** CPU time of the threads that serve connections in this JVM. */
final class LoopTime {
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final long[] ids;

  LoopTime() {
    ids =
        Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
            .filter(thread -> thread != null && thread.getThreadName().startsWith("http-"))
            .mapToLong(thread -> thread.getThreadId())
            .toArray();
    if (ids.length == 0) {
      throw new IllegalStateException("No thread serves connections");
    }
  }

  /** Nanoseconds so far, of all of them. */
  long nanos() {
    return Arrays.stream(ids).map(threads::getThreadCpuTime).sum();
  }
}
