package waitingroom.audit;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Generator of the ids of one node's entries: unique and ascending, so that calls of the same
 * millisecond stay in order. Thread-safe.
 */
public final class AuditIds {
  private static final long VERSION_8 = 0x8000;

  private final AtomicLong made = new AtomicLong();

  /** A 48-bit counter, then random bits (RFC 9562, version 8). */
  public UUID next() {
    long count = made.getAndIncrement();
    return new UUID(count << 16 | VERSION_8, UUID.randomUUID().getLeastSignificantBits());
  }
}
