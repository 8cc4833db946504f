package waitingroom.outbound;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.ssl.SslHandler;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;

/**
 * HTTP client that connects to allowed addresses only: the address that was checked is the one it
 * connects to, so a name that leads elsewhere a moment later (DNS rebinding) gains nothing. It
 * follows no redirect, and each answer has a limit of time and of length.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the answer of an exchange tells its failures
public final class OutboundClient {
  private static final int LINE_CHARS_MAX = 4 << 10;
  private static final int HEAD_BYTES_MAX = 16 << 10;
  private static final int CHUNK_BYTES_MAX = 8 << 10;

  private final Outbound outbound;
  private final Targets targets;
  private final OutboundLimits limits;
  private final IdleConnections idle;
  private final Bootstrap bootstrap;

  OutboundClient(Outbound outbound, Targets targets, OutboundLimits limits) {
    this.outbound = outbound;
    this.targets = targets;
    this.limits = limits;
    this.idle = new IdleConnections(limits.keep());
    this.bootstrap =
        new Bootstrap()
            .group(outbound.loop())
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) limits.time().toMillis());
  }

  /** The objection to a URL, as a sentence; empty if requests to it are allowed. */
  public CompletionStage<Optional<String>> objection(String url) {
    return outbound.lookUp(() -> targets.objection(url));
  }

  /** Sends a request; an answer that is too long or too late fails. */
  public CompletionStage<OutboundAnswer> send(OutboundRequest request) {
    return send(new Exchange(request, limits.bytesMax(), true));
  }

  /** Sends a request whose answer counts by its head; the body is dropped. */
  public CompletionStage<OutboundAnswer> sendForHead(OutboundRequest request) {
    return send(new Exchange(request, limits.bytesMax(), false));
  }

  private CompletionStage<OutboundAnswer> send(Exchange exchange) {
    CompletableFuture<OutboundAnswer> answer = exchange.answer();
    answer.orTimeout(limits.time().toMillis(), TimeUnit.MILLISECONDS);
    outbound.loop().execute(() -> begin(exchange));
    // The caller goes on elsewhere: the loop serves all connections.
    return answer.whenCompleteAsync((done, failure) -> {});
  }

  private void begin(Exchange exchange) {
    Optional<Connection> kept = idle.take(exchange.request());
    if (kept.isPresent()) {
      kept.get().begin(exchange);
      return;
    }
    outbound
        .lookUp(() -> address(exchange.request()))
        .whenComplete(
            (address, failure) -> {
              if (failure == null) {
                connect(address, exchange);
              } else {
                exchange.fail(failure);
              }
            });
  }

  private InetSocketAddress address(OutboundRequest request) {
    try {
      return targets.address(request.uri());
    } catch (UnknownHostException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  private void connect(InetSocketAddress address, Exchange exchange) {
    Connection connection = new Connection(exchange.request().origin(), idle);
    bootstrap
        .clone()
        .handler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) {
                if (exchange.request().tls()) {
                  channel.pipeline().addLast(tls(channel, exchange.request().origin()));
                }
                channel
                    .pipeline()
                    .addLast(new HttpClientCodec(LINE_CHARS_MAX, HEAD_BYTES_MAX, CHUNK_BYTES_MAX))
                    .addLast(connection);
              }
            })
        .connect(address)
        .addListener(
            (ChannelFuture opened) -> {
              if (opened.isSuccess()) {
                connection.begin(exchange);
              } else {
                exchange.fail(opened.cause());
              }
            });
  }

  private SslHandler tls(SocketChannel channel, OutboundRequest.Origin to) {
    SslHandler handler = outbound.tls().newHandler(channel.alloc(), to.host(), to.port());
    SSLParameters parameters = handler.engine().getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    handler.engine().setSSLParameters(parameters);
    handler.setHandshakeTimeoutMillis(limits.time().toMillis());
    return handler;
  }
}
