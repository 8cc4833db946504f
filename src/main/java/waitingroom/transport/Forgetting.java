package waitingroom.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;

/**
 * Reads and forgets what a client sends; closes a socket that fails or is silent. Netty closes it
 * itself when the client does.
 */
@SuppressWarnings("FutureReturnValueIgnored") // that a socket is closed is heard elsewhere
class Forgetting extends ChannelInboundHandlerAdapter {
  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ReferenceCountUtil.release(message);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof IdleStateEvent) {
      context.close();
    }
  }

  /** A connection that was reset, most of the time: nobody is left to be told. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
    context.close();
  }
}
