package waitingroom.http.transport;

import akka.actor.typed.ActorSystem;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** A listener: HTTP/1.1 and HTTP/2 by Netty's codecs, on event loops of its own. */
@SuppressWarnings("FutureReturnValueIgnored") // a socket that fails closes itself
public final class HttpServer {
  /**
   * Bytes per read: minimum, initial, maximum. Netty's default shrinks to 64 for a client with
   * short requests, and its next longer request would arrive in pieces. The buffers belong to the
   * loops, so connections cost no more.
   */
  private static final RecvByteBufAllocator READ_SIZES =
      new AdaptiveRecvByteBufAllocator(2_048, 2_048, 16_384);

  /** Connections that the kernel holds until they are accepted. */
  private static final int BACKLOG = 4096;

  private final Limits limits;
  private final Optional<Supplier<SslContext>> tls;
  private final Service service;
  private final EventLoops loops;
  private final SharedAnswers shared;

  /**
   * Starts the threads; {@link #bind} opens the port.
   *
   * @param name of this listener within the system, and of its threads
   * @param loops number of threads
   * @param tls the certificate of a new connection; empty: plain
   */
  public HttpServer(
      ActorSystem<?> system,
      String name,
      int loops,
      Limits limits,
      Optional<Supplier<SslContext>> tls,
      Service service) {
    this.limits = limits;
    this.tls = tls;
    this.service = service;
    this.shared = new SharedAnswers(service.responses());
    this.loops = new EventLoops(system, name, loops);
  }

  /** Opens the port; 0 picks a free one. Fails when it is taken. */
  public CompletionStage<HttpBinding> bind(String host, int port) {
    OpenConnections open = new OpenConnections(limits, service.cuts());
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loops.group())
            .channel(NioServerSocketChannel.class)
            .handler(open)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            // A client that has finished sending may still wait for an answer. (TLS by the native
            // provider ends both ways.)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            // Requests are read when there is room for them.
            .childOption(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.RCVBUF_ALLOCATOR, READ_SIZES)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    serve(channel, open);
                  }
                })
            .bind(host, port);
    CompletableFuture<HttpBinding> binding = new CompletableFuture<>();
    bound.addListener(
        done -> {
          if (done.isSuccess()) {
            binding.complete(new HttpBinding(bound.channel(), open));
          } else {
            binding.completeExceptionally(done.cause());
          }
        });
    return binding;
  }

  /** Its event loops. */
  public Iterable<? extends Executor> loops() {
    return loops.group();
  }

  /** Closes the port and all connections, and ends the threads. */
  public void close() {
    loops.close();
  }

  private void serve(SocketChannel channel, OpenConnections open) {
    InetSocketAddress client = channel.remoteAddress();
    if (client == null) {
      channel.close(); // already gone
      return;
    }
    Progress progress = new Progress(limits, System.nanoTime());
    Connection connection =
        new Connection(
            channel,
            client,
            loops.dispatcher(channel.eventLoop()),
            limits,
            progress,
            service.cuts());
    open.add(connection);
    Protocols protocols = new Protocols(connection, service, limits, shared);
    ChannelPipeline pipeline = channel.pipeline();
    pipeline.addLast(new ConnectionGuard(connection, progress, limits));
    if (tls.isPresent()) {
      pipeline.addLast(tls.get().get().newHandler(channel.alloc()), protocols.byHandshake());
    } else {
      pipeline.addLast(protocols.byPreface());
    }
  }
}
