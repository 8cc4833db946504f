package waitingroom;

/**
 * Gives the JDK's common pool at least two threads. With fewer, the default on two cores, {@code
 * CompletableFuture} starts a thread for each asynchronous step, and every stage that Akka returns
 * continues asynchronously.
 */
public final class CommonPool {
  private static final String PARALLELISM = "java.util.concurrent.ForkJoinPool.common.parallelism";
  private static final int THREADS_MIN = 2;

  private CommonPool() {}

  /** Call first: the common pool reads this property once, when it is created. */
  public static void widen() {
    if (System.getProperty(PARALLELISM) == null
        && Runtime.getRuntime().availableProcessors() <= THREADS_MIN) {
      System.setProperty(PARALLELISM, Integer.toString(THREADS_MIN));
    }
  }
}
