package waitingroom.http.transport;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.RemoteAddress;
import akka.http.javadsl.settings.ServerSettings;
import akka.japi.function.Function;
import akka.stream.ActorAttributes;
import akka.stream.Materializer;
import akka.stream.TLSProtocol.SslTlsInbound;
import akka.stream.TLSProtocol.SslTlsOutbound;
import akka.stream.javadsl.BidiFlow;
import akka.stream.javadsl.Flow;
import com.typesafe.config.Config;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Serves HTTP/1.1 without TLS: Netty's sockets below Akka HTTP's parser and renderer. Of {@code
 * akka.http.server} it honours {@code backlog}, {@code max-connections} (up to fifteen more may be
 * accepted at once), {@code idle-timeout}, which is also how long the head of a request may take,
 * {@code linger-timeout}, {@code pipelining-limit}, and the settings of parser and renderer. The
 * handler limits the time for an answer.
 */
public final class PlainServer {
  /**
   * Bytes per read: minimum, initial, maximum. Netty's default shrinks to 64 for a client with
   * short requests, and its next longer request would arrive in pieces, each parsed from the first
   * byte on. The buffers belong to the loops, so connections cost no more.
   */
  private static final RecvByteBufAllocator READ_SIZES =
      new AdaptiveRecvByteBufAllocator(2_048, 2_048, 65_536);

  private final ServerSettings settings;
  private final Function<HttpRequest, CompletionStage<HttpResponse>> handler;
  private final EventLoops loops;

  /**
   * Shared by all connections: the parser caches common headers, which each connection would
   * otherwise learn.
   */
  private final BidiFlow<HttpResponse, SslTlsOutbound, SslTlsInbound, HttpRequest, NotUsed> layer;

  private final Materializer materializer;
  private final Duration idleMax;
  private final Connection.Limits limits;

  /**
   * Starts the threads; {@link #bind} opens the port.
   *
   * @param name of this listener within the system, and of its threads
   * @param loops number of threads
   * @param handler must not block: it is called on these threads
   */
  public PlainServer(
      ActorSystem<?> system,
      String name,
      int loops,
      ServerSettings settings,
      Function<HttpRequest, CompletionStage<HttpResponse>> handler) {
    this.settings = settings;
    this.handler = handler;
    this.loops = new EventLoops(system, name, loops);
    this.layer = Http.get(system).serverLayer(settings);
    this.materializer = Materializer.matFromSystem(system);
    Config server = system.settings().config().getConfig("akka.http.server");
    this.idleMax = server.getDuration("idle-timeout");
    this.limits = new Connection.Limits(idleMax, server.getDuration("linger-timeout"));
  }

  /** Opens the port; 0 picks a free one. Fails when it is taken. */
  public CompletionStage<PlainBinding> bind(String host, int port) {
    OpenConnections open = new OpenConnections(settings.getMaxConnections());
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loops.group())
            .channel(NioServerSocketChannel.class)
            .handler(open)
            .option(ChannelOption.SO_BACKLOG, settings.getBacklog())
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            // A client that has finished sending may still wait for an answer.
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            // The streams decide when to read.
            .childOption(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.RCVBUF_ALLOCATOR, READ_SIZES)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    Connection connection = new Connection(channel, limits);
                    open.add(connection);
                    InetSocketAddress client = channel.remoteAddress();
                    if (client == null) {
                      connection.close(); // already gone
                    } else {
                      serve(channel, client, connection);
                    }
                  }
                })
            .bind(host, port);
    CompletableFuture<PlainBinding> binding = new CompletableFuture<>();
    bound.addListener(
        done -> {
          if (done.isSuccess()) {
            binding.complete(new PlainBinding(bound.channel(), open));
          } else {
            binding.completeExceptionally(done.cause());
          }
        });
    return binding;
  }

  private void serve(SocketChannel channel, InetSocketAddress client, Connection connection) {
    channel
        .pipeline()
        .addLast(new IdleStateHandler(true, 0, 0, idleMax.toMillis(), TimeUnit.MILLISECONDS));
    Flow.fromGraph(new AnswerStage(connection, handlerFor(client)))
        .join(layer)
        .join(Flow.fromGraph(new SocketStage(connection)))
        .withAttributes(ActorAttributes.dispatcher(loops.dispatcher(channel.eventLoop())))
        .run(materializer);
  }

  private Function<HttpRequest, CompletionStage<HttpResponse>> handlerFor(
      InetSocketAddress client) {
    if (!settings.getRemoteAddressAttribute()) {
      return handler;
    }
    RemoteAddress address = RemoteAddress.create(client);
    return request -> handler.apply(request.addAttribute(AttributeKeys.remoteAddress, address));
  }
}
