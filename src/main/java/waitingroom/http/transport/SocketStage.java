package waitingroom.http.transport;

import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.TLSProtocol.SendBytes;
import akka.stream.TLSProtocol.SessionBytes;
import akka.stream.TLSProtocol.SslTlsInbound;
import akka.stream.TLSProtocol.SslTlsOutbound;
import akka.stream.stage.AbstractInHandler;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.AsyncCallback;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import akka.util.ByteString;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.timeout.IdleStateEvent;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;

/**
 * A socket as a flow: input is sent, output was read. It uses the element types of a TLS layer,
 * which Akka HTTP's server expects below it; nothing is encrypted.
 *
 * <p>Backpressure works both ways: nothing is read before the stream demands it, and nothing is
 * pulled from the stream while the socket is not writable.
 */
@SuppressWarnings(
    "FutureReturnValueIgnored") // a socket that fails closes itself, which is handled as news
final class SocketStage extends GraphStage<FlowShape<SslTlsOutbound, SslTlsInbound>> {
  /** The session of a connection without TLS. */
  private static final SSLSession NO_SESSION = noSession();

  private final Inlet<SslTlsOutbound> in = Inlet.create("toSocket");
  private final Outlet<SslTlsInbound> out = Outlet.create("fromSocket");
  private final FlowShape<SslTlsOutbound, SslTlsInbound> shape = FlowShape.of(in, out);
  private final Connection connection;

  SocketStage(Connection connection) {
    this.connection = connection;
  }

  private static SSLSession noSession() {
    try {
      return SSLContext.getDefault().createSSLEngine().getSession();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no TLS", e);
    }
  }

  @Override
  public FlowShape<SslTlsOutbound, SslTlsInbound> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Logic();
  }

  /** Events of the socket, besides bytes. */
  private enum News {
    ROOM_TO_WRITE,
    /** The client has finished sending but may still read. */
    ENDED,
    /** The socket is closed. */
    GONE,
    /** The stages above have heard that it is. */
    OVER
  }

  private final class Logic extends GraphStageLogic {
    private final Channel channel = connection.channel();
    private final AsyncCallback<Object> news = createAsyncCallback(this::heard);
    private final FromSocket fromSocket = new FromSocket(news);
    private boolean full;

    Logic() {
      super(shape);
      setHandler(
          in,
          new AbstractInHandler() {
            @Override
            public void onPush() {
              send(grab(in));
            }

            @Override
            public void onUpstreamFinish() {
              fromSocket.forget();
              connection.finish();
              completeStage();
            }
          });
      setHandler(
          out,
          new AbstractOutHandler() {
            @Override
            public void onPull() {
              channel.read();
            }

            @Override
            public void onDownstreamFinish(Throwable cause) {
              // Nobody reads any more; pending data is still sent.
            }
          });
    }

    @Override
    public void preStart() {
      channel.pipeline().addLast(fromSocket);
      if (channel.isActive()) {
        pull(in);
      } else {
        completeStage();
      }
    }

    /** Closes the socket, however the streams end. */
    @Override
    public void postStop() {
      if (!fromSocket.forgets()) {
        channel.close();
      }
    }

    private void send(SslTlsOutbound element) {
      ByteString bytes = ((SendBytes) element).bytes();
      ByteBuf buffer = channel.alloc().ioBuffer(bytes.size());
      for (ByteBuffer part : bytes.getByteBuffers()) {
        buffer.writeBytes(part);
      }
      channel.writeAndFlush(buffer, channel.voidPromise());
      full = !channel.isWritable();
      if (!full) {
        pull(in);
      }
    }

    private void heard(Object what) {
      if (what instanceof ByteString bytes) {
        if (!connection.heard(System.nanoTime())) {
          channel.close();
        } else if (!isClosed(out)) {
          push(out, new SessionBytes(NO_SESSION, bytes));
        }
      } else if (what == News.ROOM_TO_WRITE) {
        if (full && channel.isWritable()) {
          full = false;
          pull(in);
        }
      } else if (what == News.OVER) {
        completeStage();
      } else {
        complete(out);
        if (what == News.GONE) {
          // Later: the reader of a body must learn that it was cut off before it learns that nobody
          // waits.
          news.invoke(News.OVER);
        }
      }
    }
  }

  /**
   * Passes the socket's events on while the stage runs; afterwards reads and discards what the
   * client still sends. Closes a socket that fails or is silent.
   */
  @SuppressWarnings("FutureReturnValueIgnored") // closing is observed elsewhere
  private static final class FromSocket extends ChannelInboundHandlerAdapter {
    private final AsyncCallback<Object> news;
    private boolean forgets;

    FromSocket(AsyncCallback<Object> news) {
      this.news = news;
    }

    void forget() {
      forgets = true;
    }

    boolean forgets() {
      return forgets;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ByteBuf buffer = (ByteBuf) message;
      if (!forgets) {
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        news.invoke(ByteString.fromArrayUnsafe(bytes));
      }
      buffer.release();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
      tell(News.ROOM_TO_WRITE);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      tell(News.GONE);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      boolean ended = event instanceof ChannelInputShutdownEvent;
      if (event instanceof IdleStateEvent || (ended && forgets)) {
        context.close();
      } else if (ended) {
        tell(News.ENDED);
      }
    }

    /** Usually a connection reset: nobody is left to notify. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
      context.close();
    }

    private void tell(News what) {
      if (!forgets) {
        news.invoke(what);
      }
    }
  }
}
