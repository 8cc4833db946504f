package waitingroom.fence;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FencedConnectionTest {
  private final AtomicBoolean overtaken = new AtomicBoolean();
  private final EmbeddedChannel channel = new EmbeddedChannel(new FencedConnection(overtaken::get));

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  private ChannelFuture write(String text) {
    return channel.write(Unpooled.copiedBuffer(text, US_ASCII));
  }

  @Test
  void what_is_written_leaves() {
    ChannelFuture written = write("join");
    channel.flush();

    assertThat(written.isSuccess()).isTrue();
    ByteBuf sent = channel.readOutbound();
    assertThat(sent.toString(US_ASCII)).isEqualTo("join");
    sent.release();
  }

  /** The machine freezes between the driver's write and its flush. */
  @Test
  void what_was_under_way_when_the_node_was_overtaken_never_leaves() {
    ChannelFuture underWay = write("join");
    overtaken.set(true);
    channel.flush();

    assertThat(underWay.cause()).isInstanceOf(ClosedChannelException.class);
    assertThat(channel.<ByteBuf>readOutbound()).isNull();
    assertThat(channel.isOpen()).isFalse();
  }
}
