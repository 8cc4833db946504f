package waitingroom.fence;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import java.util.function.BooleanSupplier;

/**
 * The last look before bytes leave for the database. What was under way when the machine froze,
 * between a room and its socket, is dropped with the connection: the journal belongs to another
 * writer by then.
 *
 * <p>What lies between this and the socket is what the kernel has taken and, while the socket is
 * full, what waits for it in Netty's own buffer.
 */
final class FencedConnection extends ChannelOutboundHandlerAdapter {
  private final BooleanSupplier overtaken;

  FencedConnection(BooleanSupplier overtaken) {
    this.overtaken = overtaken;
  }

  /** Whatever was written before fails when the connection closes. */
  @Override
  public void flush(ChannelHandlerContext context) {
    if (overtaken.getAsBoolean()) {
      var unused = context.close();
    } else {
      context.flush();
    }
  }
}
