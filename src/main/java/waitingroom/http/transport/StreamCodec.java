package waitingroom.http.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2StreamFrame;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.codec.http2.HttpConversionUtil;
import java.util.List;

/**
 * Makes messages of the frames of a stream. Netty's own codec allocates a buffer for each request
 * without a body, and never releases it when the path is not valid.
 */
final class StreamCodec extends Http2StreamFrameToHttpObjectCodec {
  StreamCodec() {
    super(true);
  }

  @Override
  protected void decode(ChannelHandlerContext context, Http2StreamFrame frame, List<Object> out)
      throws Exception {
    if (frame instanceof Http2HeadersFrame any && any.headers().status() != null) {
      throw new IllegalArgumentException("a response");
    }
    if (!(frame instanceof Http2HeadersFrame head) || !head.isEndStream()) {
      super.decode(context, frame, out);
      return;
    }
    if (head.headers().method() != null) {
      Http2FrameStream stream = head.stream();
      out.add(
          HttpConversionUtil.toHttpRequest(stream == null ? 0 : stream.id(), head.headers(), true));
    } // otherwise they are trailers, which nobody needs
    out.add(LastHttpContent.EMPTY_LAST_CONTENT);
  }
}
