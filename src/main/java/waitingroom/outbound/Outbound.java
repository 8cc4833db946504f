package waitingroom.outbound;

import io.netty.channel.EventLoop;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/**
 * The threads of all outbound connections of a node: one for the sockets, and some for DNS, which
 * blocks.
 */
public final class Outbound implements AutoCloseable {
  private static final int LOOK_UP_THREADS = 4;
  private static final int LOOK_UPS_WAITING_MAX = 4_096;

  private final NioEventLoopGroup loops =
      new NioEventLoopGroup(1, new DefaultThreadFactory("outbound", true));
  private final EventLoop loop = loops.next();
  private final ThreadPoolExecutor lookUps = lookUps();
  private final Targets.Resolver resolver;
  private final SslContext tls;

  public Outbound() {
    this(InetAddress::getAllByName, platformTrust());
  }

  /**
   * @param tls whom to trust; {@link OutboundClient} has the host's name checked
   */
  Outbound(Targets.Resolver resolver, SslContext tls) {
    this.resolver = resolver;
    this.tls = tls;
  }

  private static ThreadPoolExecutor lookUps() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            LOOK_UP_THREADS,
            LOOK_UP_THREADS,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(LOOK_UPS_WAITING_MAX),
            new DefaultThreadFactory("outbound-names", true));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private static SslContext platformTrust() {
    try {
      return SslContextBuilder.forClient().sslProvider(SslProvider.JDK).build();
    } catch (SSLException e) {
      throw new IllegalStateException("The JDK has no TLS: check its list of authorities", e);
    }
  }

  /** A client with connections of its own. */
  public OutboundClient client(AddressRules rules, OutboundLimits limits) {
    return new OutboundClient(this, new Targets(rules, resolver), limits);
  }

  EventLoop loop() {
    return loop;
  }

  SslContext tls() {
    return tls;
  }

  /** Work that waits for DNS. */
  <T> CompletableFuture<T> lookUp(Supplier<T> work) {
    try {
      return CompletableFuture.supplyAsync(work, lookUps);
    } catch (RejectedExecutionException full) {
      return CompletableFuture.failedFuture(
          new IOException("too many names of hosts are being looked up", full));
    }
  }

  /** Ends the threads; requests in progress fail. */
  @Override
  public void close() {
    lookUps.shutdownNow();
    var unused = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
