package waitingroom;

/**
 * Sees to it that the JDK's common pool has two threads at least. With fewer, which is what one
 * gets on two cores, {@code CompletableFuture} starts a thread for each asynchronous step; and
 * every stage that Akka gives away goes on asynchronously.
 */
public final class CommonPool {
  private static final String PARALLELISM = "java.util.concurrent.ForkJoinPool.common.parallelism";
  private static final int THREADS_MIN = 2;

  private CommonPool() {}

  /** To be called before anything else: the pool looks at this when it is first thought of. */
  public static void widen() {
    if (System.getProperty(PARALLELISM) == null
        && Runtime.getRuntime().availableProcessors() <= THREADS_MIN) {
      System.setProperty(PARALLELISM, Integer.toString(THREADS_MIN));
    }
  }
}
