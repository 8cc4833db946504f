package waitingroom.bench;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Load before a measurement, repeated until the JIT compilers are nearly idle, so that their work
 * is not measured too.
 */
final class WarmUp {
  static final int TIMES_MAX = 20;

  /** Share of the time; above it, compilation and slow code would be charged to the requests. */
  private static final double COMPILING_MAX = 0.02;

  /** A load of limited length. */
  interface Burst {
    void run() throws Exception;
  }

  private WarmUp() {}

  /**
   * Repeats a load until the JIT compilers are nearly idle, at most twenty times.
   *
   * @param compileMillis total compilation time so far
   */
  static void until(LongSupplier compileMillis, Burst load) throws Exception {
    for (int time = 1; time <= TIMES_MAX; time++) {
      long start = System.nanoTime();
      long before = compileMillis.getAsLong();
      load.run();
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      double compiling = (double) (compileMillis.getAsLong() - before) / millis;
      System.out.printf(Locale.ROOT, "warm-up %d: %.2f compilers busy%n", time, compiling);
      if (compiling < COMPILING_MAX) {
        return;
      }
    }
  }
}
