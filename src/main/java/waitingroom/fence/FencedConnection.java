package waitingroom.fence;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import java.util.function.BooleanSupplier;

/**
 * Last check before bytes leave for the database. Whatever was under way between a room and its
 * socket when the machine froze is dropped with the connection: the journal belongs to another
 * writer by then.
 *
 * <p>Beyond this check are only the bytes in the kernel and, while the socket is full, those in
 * Netty's own buffer.
 */
final class FencedConnection extends ChannelOutboundHandlerAdapter {
  private final BooleanSupplier overtaken;

  FencedConnection(BooleanSupplier overtaken) {
    this.overtaken = overtaken;
  }

  /** Closing the connection fails all earlier writes. */
  @Override
  public void flush(ChannelHandlerContext context) {
    if (overtaken.getAsBoolean()) {
      var unused = context.close();
    } else {
      context.flush();
    }
  }
}
