package waitingroom.audit;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes the ids of one node's entries: unique, and in order, so that calls of the same millisecond
 * stay in theirs. Safe for many threads.
 */
public final class AuditIds {
  private static final long VERSION_8 = 0x8000;

  private final AtomicLong made = new AtomicLong();

  /** 48 bits that count, then random ones (RFC 9562, version 8). */
  public UUID next() {
    long count = made.getAndIncrement();
    return new UUID(count << 16 | VERSION_8, UUID.randomUUID().getLeastSignificantBits());
  }
}
