package waitingroom.http.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One connection: its pending answers and the ways in which it ends. */
@SuppressWarnings(
    "FutureReturnValueIgnored") // a socket that fails closes itself, which is handled as news
final class Connection implements Ends {
  /** Longest heads that the streams of a connection may hold together. */
  private static final int HEADS_MAX = 12;

  private final SocketChannel channel;
  private final InetSocketAddress client;
  private final String dispatcher;
  private final Limits limits;
  private final Consumer<Cut> cuts;
  private final Progress progress;
  private final CompletableFuture<Void> closed = new CompletableFuture<>();

  /** This and the fields below belong to the connection's event loop. */
  private int underWay;

  private int streams;
  private long headBytes;
  private boolean draining;
  private boolean speaking;
  private boolean multiplexed;

  /**
   * @param dispatcher the Akka dispatcher that runs on its event loop
   */
  Connection(
      SocketChannel channel,
      InetSocketAddress client,
      String dispatcher,
      Limits limits,
      Progress progress,
      Consumer<Cut> cuts) {
    this.channel = channel;
    this.client = client;
    this.dispatcher = dispatcher;
    this.limits = limits;
    this.progress = progress;
    this.cuts = cuts;
    channel.closeFuture().addListener(done -> closed.complete(null));
  }

  /** Completes when the connection is closed. */
  CompletionStage<Void> closed() {
    return closed;
  }

  /**
   * Records what it speaks; on its loop.
   *
   * @param two HTTP/2, whose clients never end one direction alone
   */
  void speaks(boolean two) {
    speaking = true;
    if (two) {
      multiplexed = true;
      channel.config().setAllowHalfClosure(false);
      progress.headEnded();
    }
  }

  /** Whether it is not known yet what it speaks; on its loop. */
  boolean isSilent() {
    return !speaking;
  }

  /** Closes the connection at once, whatever is under way. */
  void close() {
    channel.close();
  }

  @Override
  public void cut(Cut why) {
    if (channel.isOpen()) {
      count(why);
    }
    channel.close();
  }

  @Override
  public void failed(Throwable cause) {
    cut(Cut.FAILED);
  }

  void count(Cut why) {
    cuts.accept(why);
  }

  @Override
  public InetSocketAddress client() {
    return client;
  }

  @Override
  public String dispatcher() {
    return dispatcher;
  }

  /**
   * Records received bytes; on its loop. The frames of HTTP/2 are no heads, and pings without
   * requests keep no connection open.
   */
  void received(long nowNanos) {
    if (isBusy()) {
      progress.received(nowNanos, !multiplexed && underWay == 0);
    }
  }

  /** Whether what it reads and writes counts as activity; on its loop. */
  boolean isBusy() {
    return !multiplexed || streams > 0;
  }

  /** Longest time in which a client may go on sending after its last answer. */
  long lingerMillis() {
    return limits.linger().toMillis();
  }

  /** Records the end of the TLS handshake, whose bytes are no head; on its loop. */
  void handshakeEnded() {
    progress.headEnded();
  }

  /** Tracks a stream of HTTP/2 until it is closed; on its loop. */
  void streamBegan(Channel stream) {
    streams++;
    progress.received(System.nanoTime(), false);
    stream.closeFuture().addListener(ended -> streams--);
  }

  /**
   * Records the head of a stream, until that is closed; on its loop. Compression makes them cheap
   * to send, not to hold.
   *
   * @return false when it holds too many
   */
  boolean holds(int head, Channel stream) {
    headBytes += head;
    stream.closeFuture().addListener(ended -> headBytes -= head);
    return headBytes <= HEADS_MAX * (long) limits.head();
  }

  /** Records a complete head; on its loop. */
  @Override
  public boolean asked(int head) {
    underWay++;
    progress.headEnded();
    return true;
  }

  /**
   * Records an answer; on its loop.
   *
   * @return whether it is this connection's last
   */
  @Override
  public boolean answeredLast() {
    underWay--;
    return draining && underWay == 0;
  }

  /**
   * Ends the connection once all requests read have their answers; from any thread. An unfinished
   * body is cut off: streams end by themselves when the node stops.
   */
  @Override
  public void drain() {
    channel
        .eventLoop()
        .execute(
            () -> {
              draining = true;
              if (multiplexed) {
                channel.close(); // says GOAWAY, and waits for the streams
              } else if (underWay == 0) {
                flushed().addListener(ChannelFutureListener.CLOSE);
              }
            });
  }

  /**
   * Ends the connection after pending writes; on its loop. Closing a socket with unread bytes
   * resets it and can destroy what was just sent, so the client's last bytes are read and discarded
   * for a while.
   */
  @Override
  public void finish() {
    flushed().addListener(this::linger);
  }

  private ChannelFuture flushed() {
    return channel.writeAndFlush(Unpooled.EMPTY_BUFFER);
  }

  private void linger(Future<? super Void> flushed) {
    if (!flushed.isSuccess() || channel.isInputShutdown()) {
      channel.close();
      return;
    }
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls == null) {
      channel.shutdownOutput();
    } else {
      tls.closeOutbound(); // says that nothing is missing
    }
    channel.config().setAutoRead(true);
    ScheduledFuture<?> cut =
        channel
            .eventLoop()
            .schedule(() -> channel.close(), limits.linger().toMillis(), TimeUnit.MILLISECONDS);
    channel.closeFuture().addListener(done -> cut.cancel(false));
  }
}
