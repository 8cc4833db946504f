package waitingroom.testkit;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.stream.LongStream;

/** CPU time of work on the thread of a test. */
public final class CpuTime {
  private static final int WARM_UP = 200;
  private static final int RUNS = 21;
  private static final Duration WARM_UP_MAX = Duration.ofMillis(200);
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private CpuTime() {}

  /** The median of several runs in nanoseconds, after the compilers have seen the code. */
  public static long nanos(Runnable work) {
    long warm = THREADS.getCurrentThreadCpuTime() + WARM_UP_MAX.toNanos();
    for (int i = 0; i < WARM_UP && THREADS.getCurrentThreadCpuTime() < warm; i++) {
      work.run();
    }
    return LongStream.range(0, RUNS)
        .map(run -> once(work))
        .sorted()
        .skip(RUNS / 2)
        .findFirst()
        .orElseThrow();
  }

  /** One run in nanoseconds. */
  public static long once(Runnable work) {
    long since = THREADS.getCurrentThreadCpuTime();
    work.run();
    return THREADS.getCurrentThreadCpuTime() - since;
  }
}
