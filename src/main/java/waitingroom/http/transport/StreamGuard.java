package waitingroom.http.transport;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of HTTP/2 whose client gives its answer no window for too long. The connection may
 * be lively all the while, so its own guard does not notice.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a promise is passed on
final class StreamGuard extends ChannelDuplexHandler {
  /** Bytes a second that a client must read of an answer. */
  private static final long SLOWEST_READ = 1024;

  private final long patienceNanos;
  private @Nullable Ends stream;
  private @Nullable Runnable whenWritten;
  private int waiting;
  private long waitingBytes;
  private long lastProgress;
  private @Nullable ScheduledFuture<?> check;

  StreamGuard(Duration patience) {
    this.patienceNanos = patience.toNanos();
  }

  /** Says what it is to cut. */
  void of(Ends guarded) {
    stream = guarded;
  }

  /** Does something when all that has been written is with the client; once. */
  void whenWritten(Runnable next) {
    if (waiting == 0) {
      next.run();
    } else {
      whenWritten = next;
    }
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (waiting++ == 0) {
      lastProgress = System.nanoTime();
    }
    int bytes = message instanceof Http2DataFrame data ? data.content().readableBytes() : 0;
    waitingBytes += bytes;
    context.write(message, promise.unvoid().addListener(done -> written(bytes)));
  }

  private void written(int bytes) {
    waiting--;
    waitingBytes -= bytes;
    lastProgress = System.nanoTime();
    Runnable next = whenWritten;
    if (waiting == 0 && next != null) {
      whenWritten = null;
      next.run();
    }
  }

  @Override
  public void flush(ChannelHandlerContext context) {
    context.flush();
    if (waiting > 0 && check == null) {
      schedule(context, patienceNanos);
    }
  }

  private void schedule(ChannelHandlerContext context, long nanos) {
    check = context.executor().schedule(() -> check(context), nanos, TimeUnit.NANOSECONDS);
  }

  private void check(ChannelHandlerContext context) {
    check = null;
    if (waiting == 0) {
      return;
    }
    long patience = patienceNanos + waitingBytes * TimeUnit.SECONDS.toNanos(1) / SLOWEST_READ;
    long left = patience - (System.nanoTime() - lastProgress);
    if (left > 0) {
      schedule(context, left);
    } else if (stream != null) {
      stream.cut(Cut.SLOW_READER);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (check != null) {
      check.cancel(false);
    }
    context.fireChannelInactive();
  }
}
