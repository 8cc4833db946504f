package waitingroom.http.transport;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A request whose body is being read. */
final class BodyReader {
  static final byte[] NOTHING = {};

  private final HttpRequest head;
  private final long max;
  private @Nullable ByteArrayOutputStream bytes;
  private @Nullable ScheduledFuture<?> timer;

  BodyReader(HttpRequest head, long max) {
    this.head = head;
    this.max = max;
  }

  HttpRequest head() {
    return head;
  }

  /** False when the body is too long. */
  boolean add(ByteBuf part) {
    int size = part.readableBytes();
    if (size == 0) {
      return true;
    }
    ByteArrayOutputStream all = bytes;
    if (all == null) {
      all = new ByteArrayOutputStream(size);
      bytes = all;
    }
    if (all.size() + (long) size > max) {
      return false;
    }
    byte[] copy = new byte[size];
    part.readBytes(copy);
    all.write(copy, 0, size);
    return true;
  }

  byte[] bytes() {
    return bytes == null ? NOTHING : bytes.toByteArray();
  }

  /** Whether its time is not limited yet. */
  boolean isNew() {
    return timer == null;
  }

  void limitTime(EventExecutor loop, Duration limit, Runnable late) {
    timer = loop.schedule(late, limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  void close() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }
}
