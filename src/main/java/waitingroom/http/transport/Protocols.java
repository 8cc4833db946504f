package waitingroom.http.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import java.io.IOException;
import java.util.List;

/** HTTP/1.1 and HTTP/2 on one connection: how it is found out which, and what then serves it. */
record Protocols(Connection connection, Service service, Limits limits, SharedAnswers shared) {
  private static final int WINDOW = 65_535;

  /** Bytes that a stream is written ahead of its client: it has many others beside it. */
  private static final WriteBufferWaterMark AHEAD = new WriteBufferWaterMark(8_192, 16_384);

  /**
   * Limits of the codecs, as a multiple of ours: a request just above a limit is still read, so
   * that its answer can say so in the form that its path has; far above it, Netty refuses alone.
   */
  private static final int ROOM_FOR_AN_ANSWER = 2;

  /** The same for a stream of HTTP/2, beyond which its whole connection ends. */
  private static final int ROOM_FOR_A_STREAM = 4;

  /** Finds out by what the client sends first: HTTP/2 without TLS needs prior knowledge. */
  ByteToMessageDecoder byPreface() {
    return new ByteToMessageDecoder() {
      @Override
      protected void decode(ChannelHandlerContext context, ByteBuf bytes, List<Object> out) {
        int from = bytes.readerIndex();
        if (bytes.getByte(from) == 'P' && bytes.readableBytes() < 3) {
          return; // POST or PRI
        }
        boolean two =
            bytes.getByte(from) == 'P'
                && bytes.getByte(from + 1) == 'R'
                && bytes.getByte(from + 2) == 'I';
        add(context.pipeline(), two);
        context.pipeline().remove(this);
      }

      @Override
      public void exceptionCaught(ChannelHandlerContext context, Throwable reset) {
        connection.cut(Cut.FAILED);
      }
    };
  }

  /** Takes what the TLS handshake has agreed on. */
  ApplicationProtocolNegotiationHandler byHandshake() {
    return new ApplicationProtocolNegotiationHandler(ApplicationProtocolNames.HTTP_1_1) {
      @Override
      protected void configurePipeline(ChannelHandlerContext context, String protocol) {
        connection.handshakeEnded();
        add(context.pipeline(), protocol.equals(ApplicationProtocolNames.HTTP_2));
      }

      /** Usually a client that went away, or one that does not trust the certificate. */
      @Override
      protected void handshakeFailure(ChannelHandlerContext context, Throwable cause) {
        connection.cut(Cut.HANDSHAKE);
      }

      @Override
      public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        connection.cut(Cut.HANDSHAKE);
      }
    };
  }

  private void add(ChannelPipeline pipeline, boolean two) {
    connection.speaks(two);
    if (two) {
      pipeline.channel().config().setAutoRead(true);
      pipeline.addLast(
          new ServerFrames()
              .initialSettings(
                  new Http2Settings()
                      .maxConcurrentStreams(limits.streams())
                      .initialWindowSize(WINDOW)
                      .maxHeaderListSize(
                          (long) ROOM_FOR_A_STREAM * (limits.target() + limits.head())))
              .gracefulShutdownTimeoutMillis(limits.linger().toMillis())
              .build(),
          new Http2MultiplexHandler(
              new ChannelInitializer<>() {
                @Override
                protected void initChannel(Channel stream) {
                  connection.streamBegan(stream);
                  StreamGuard guard = new StreamGuard(limits.idle());
                  StreamEnds ends = new StreamEnds((Http2StreamChannel) stream, guard, connection);
                  guard.of(ends);
                  stream.config().setWriteBufferWaterMark(AHEAD);
                  stream
                      .pipeline()
                      .addLast(
                          guard,
                          new StreamCodec(),
                          new ExchangeHandler(ends, service, limits, null));
                }
              }),
          new ChannelInboundHandlerAdapter() {
            /** The codec has told the client, and closes the connection. */
            @Override
            public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
              connection.count(cause instanceof IOException ? Cut.FAILED : Cut.MALFORMED);
            }
          });
    } else {
      pipeline.addLast(
          new RequestDecoder(
              new HttpDecoderConfig()
                  .setMaxInitialLineLength(ROOM_FOR_AN_ANSWER * limits.target())
                  .setMaxHeaderSize(ROOM_FOR_AN_ANSWER * limits.head())),
          new HttpResponseEncoder(),
          new ExchangeHandler(connection, service, limits, shared));
    }
  }
}
