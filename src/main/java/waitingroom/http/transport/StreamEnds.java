package waitingroom.http.transport;

import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2StreamChannel;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** A stream of HTTP/2: it ends with its answer, and its connection goes on. */
@SuppressWarnings("FutureReturnValueIgnored") // a stream that fails closes itself
record StreamEnds(Http2StreamChannel stream, StreamGuard guard, Connection connection)
    implements Ends {
  @Override
  public InetSocketAddress client() {
    return connection.client();
  }

  @Override
  public String dispatcher() {
    return connection.dispatcher();
  }

  @Override
  public boolean asked(int head) {
    return connection.holds(head, stream);
  }

  @Override
  public boolean answeredLast() {
    return false;
  }

  @Override
  public void drain() {
    // A client that has sent everything still gets its answer.
  }

  /**
   * Ends a stream whose client still sends when it has its answer, after a while: each frame that
   * comes for a stream that is gone would count as an offence.
   */
  @Override
  public void finish() {
    guard.whenWritten(
        () ->
            stream
                .eventLoop()
                .schedule(this::endRequest, connection.lingerMillis(), TimeUnit.MILLISECONDS));
  }

  private void endRequest() {
    if (stream.isOpen() && stream.stream().state().remoteSideOpen()) {
      reset(Http2Error.NO_ERROR);
    }
  }

  /** Netty resets the stream itself, with the code that fits, if it found the fault. */
  @Override
  public void failed(Throwable cause) {
    if (!(cause instanceof Http2Exception)) {
      cut(Cut.FAILED);
    } else if (stream.isOpen()) {
      connection.count(Cut.FAILED);
    }
  }

  @Override
  public void cut(Cut why) {
    if (!stream.isOpen()) {
      return;
    }
    connection.count(why);
    // Netty counts how often a client makes us reset streams, by these codes.
    reset(
        switch (why) {
          case SLOW_READER -> Http2Error.CANCEL;
          case HALF_AN_ANSWER -> Http2Error.INTERNAL_ERROR;
          default -> Http2Error.PROTOCOL_ERROR;
        });
  }

  /** Closing alone resets no stream whose last frame waits for a window. */
  private void reset(Http2Error why) {
    stream.writeAndFlush(new DefaultHttp2ResetFrame(why)).addListener(ChannelFutureListener.CLOSE);
  }
}
