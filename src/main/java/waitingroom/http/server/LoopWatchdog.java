package waitingroom.http.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports event loops that are busy for too long, with what they do at that moment. A thread of its
 * own asks each loop for a beat several times per threshold and looks whether it came.
 */
final class LoopWatchdog implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LoopWatchdog.class);

  private static final int BEATS_PER_THRESHOLD = 4;
  private static final int FRAMES_MAX = 16;
  private static final long LOG_WINDOW_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** Log lines per minute: the counter has the rest. */
  private static final int LOG_LINES_MAX = 3;

  private final long thresholdNanos;
  private final long pauseMillis;
  private final Counter stalls;
  private final AtomicLong longestNanos = new AtomicLong();
  private final List<Beat> beats = new CopyOnWriteArrayList<>();
  private final Thread thread;
  private volatile boolean closed;
  private long windowSince;
  private int linesInWindow;

  /**
   * Starts its thread.
   *
   * @param threshold 0: watches nothing
   */
  LoopWatchdog(Duration threshold, MeterRegistry registry) {
    this.thresholdNanos = threshold.toNanos();
    this.pauseMillis = Math.max(1, threshold.toMillis() / BEATS_PER_THRESHOLD);
    this.stalls =
        Counter.builder("waitingroom.http.loop.stalls")
            .description("Times that an event loop was busy for longer than the threshold")
            .register(registry);
    TimeGauge.builder(
            "waitingroom.http.loop.stall.longest",
            longestNanos,
            TimeUnit.NANOSECONDS,
            AtomicLong::doubleValue)
        .description("Longest time that an event loop was busy without a break since the start")
        .register(registry);
    this.windowSince = System.nanoTime() - LOG_WINDOW_NANOS;
    this.thread = new Thread(this::watch, "loop-watchdog");
    thread.setDaemon(true);
    if (thresholdNanos > 0) {
      thread.start();
    }
  }

  /** Watches an event loop of one thread. */
  void add(Executor loop) {
    if (thresholdNanos > 0) {
      beats.add(new Beat(loop));
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }

  private void watch() {
    long last = System.nanoTime();
    while (!closed) {
      try {
        Thread.sleep(pauseMillis);
      } catch (InterruptedException end) {
        return;
      }
      long now = System.nanoTime();
      // Whoever wakes late was paused with everybody else (collection of garbage, a frozen
      // machine).
      boolean paused = now - last > thresholdNanos / 2 + TimeUnit.MILLISECONDS.toNanos(pauseMillis);
      last = now;
      for (Beat beat : beats) {
        beat.look(now, paused);
      }
    }
  }

  /** A loop that waits for sockets is not busy: it gets no processor, as everything else. */
  private static boolean isWaiting(StackTraceElement[] stack) {
    return stack.length > 0 && stack[0].getClassName().equals("sun.nio.ch.EPoll");
  }

  private void report(Thread busy) {
    StackTraceElement[] stack = busy.getStackTrace();
    if (isWaiting(stack)) {
      return;
    }
    stalls.increment();
    long now = System.nanoTime();
    if (now - windowSince >= LOG_WINDOW_NANOS) {
      windowSince = now;
      linesInWindow = 0;
    }
    if (linesInWindow++ < LOG_LINES_MAX) {
      log.warn(
          "Event loop {} has been busy for more than {} ms, in {}",
          busy.getName(),
          TimeUnit.NANOSECONDS.toMillis(thresholdNanos),
          Arrays.stream(stack)
              .limit(FRAMES_MAX)
              .map(StackTraceElement::toString)
              .collect(Collectors.joining(" < ")));
    }
  }

  /** The beat of one loop. Asked for by the watchdog alone, answered by the loop. */
  private final class Beat implements Runnable {
    private final Executor loop;
    private volatile @Nullable Thread runner;
    private volatile boolean awaited;
    private volatile boolean reported;
    private volatile long askedAt;

    private Beat(Executor loop) {
      this.loop = loop;
    }

    @Override
    public void run() {
      if (reported) {
        longestNanos.accumulateAndGet(System.nanoTime() - askedAt, Math::max);
      }
      runner = Thread.currentThread();
      awaited = false;
    }

    private void look(long now, boolean paused) {
      if (!awaited) {
        reported = false;
        askedAt = now;
        awaited = true;
        ask();
      } else if (paused && !reported) {
        askedAt = now;
      } else {
        Thread busy = runner; // known from the first beat on
        if (busy != null && !reported && now - askedAt >= thresholdNanos) {
          reported = true;
          report(busy);
        }
      }
    }

    private void ask() {
      try {
        loop.execute(this);
      } catch (RuntimeException ended) {
        beats.remove(this); // the listener is closed
      }
    }
  }
}
