package waitingroom.store;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import com.datastax.oss.driver.api.core.time.TimestampGenerator;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lower bound of the timestamps that a node's driver gives to statements without one of their own.
 * For rows that a library writes: a node that continues one raises the floor to its write time
 * first, so that its own writes are later although its clock may be behind (ADR 0031).
 */
public final class WriteFloor implements Extension {
  private static final Logger log = LoggerFactory.getLogger(WriteFloor.class);

  /** Largest step ahead; a larger one is a mistake that must not spread to all that is written. */
  private static final long AHEAD_MAX_MICROS = TimeUnit.DAYS.toMicros(1);

  private final AtomicLong last = new AtomicLong(Long.MIN_VALUE);

  public WriteFloor() {}

  /** The node's floor. */
  public static WriteFloor of(ActorSystem<?> system) {
    return system.registerExtension(Id.INSTANCE);
  }

  private static final class Id extends ExtensionId<WriteFloor> {
    private static final Id INSTANCE = new Id();

    @Override
    public WriteFloor createExtension(ActorSystem<?> system) {
      return new WriteFloor();
    }
  }

  /** Makes all timestamps from now on later than this one. */
  public void raise(long micros) {
    long known = last.get();
    if (known != Long.MIN_VALUE && micros - known > AHEAD_MAX_MICROS) {
      log.warn(
          "A row was written {} ahead of this node's clock: compare the clocks of all nodes",
          Duration.ofSeconds(TimeUnit.MICROSECONDS.toSeconds(micros - known)));
      return;
    }
    last.accumulateAndGet(micros, Math::max);
  }

  /** A generator that keeps to the floor. */
  public TimestampGenerator over(TimestampGenerator clock) {
    return new TimestampGenerator() {
      @Override
      public long next() {
        long now = clock.next();
        return last.updateAndGet(before -> before < now ? now : before + 1);
      }

      @Override
      public void close() {
        try {
          clock.close();
        } catch (Exception e) {
          throw new IllegalStateException("A generator of timestamps does not close", e);
        }
      }
    };
  }
}
