package waitingroom.http.transport;

import akka.stream.Attributes;
import akka.stream.Inlet;
import akka.stream.SinkShape;
import akka.stream.stage.AbstractInHandler;
import akka.stream.stage.AsyncCallback;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import akka.util.ByteString;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultHttpContent;
import java.nio.ByteBuffer;

/**
 * Writes the entity of a response into a channel, as fast as the client reads. Runs on the
 * channel's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a socket that fails closes itself
final class EntityWriter extends GraphStage<SinkShape<ByteString>> {
  /** Learns of the end of an entity, and whether it was sent whole. */
  interface End {
    void reached(boolean whole);
  }

  private final Inlet<ByteString> in = Inlet.create("bytes");
  private final SinkShape<ByteString> shape = SinkShape.of(in);
  private final Channel channel;
  private final Writable writable;
  private final End end;

  /** Asks to be told when a channel can be written to again, or is closed. */
  interface Writable {
    void whenChanged(Runnable changed);
  }

  EntityWriter(Channel channel, Writable writable, End end) {
    this.channel = channel;
    this.writable = writable;
    this.end = end;
  }

  @Override
  public SinkShape<ByteString> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Logic();
  }

  private final class Logic extends GraphStageLogic {
    private final AsyncCallback<Integer> changed = createAsyncCallback(none -> changed());
    private boolean whole;

    Logic() {
      super(shape);
      setHandler(
          in,
          new AbstractInHandler() {
            @Override
            public void onPush() {
              write(grab(in));
              next();
            }

            @Override
            public void onUpstreamFinish() {
              whole = true;
              completeStage();
            }
          });
    }

    @Override
    public void preStart() {
      writable.whenChanged(() -> changed.invoke(0));
      next();
    }

    @Override
    public void postStop() {
      end.reached(whole);
    }

    private void changed() {
      next();
    }

    private void next() {
      if (!channel.isActive()) {
        completeStage();
      } else if (channel.isWritable() && !hasBeenPulled(in) && !isClosed(in)) {
        pull(in);
      }
    }

    private void write(ByteString bytes) {
      ByteBuf buffer = channel.alloc().ioBuffer(bytes.size());
      for (ByteBuffer part : bytes.getByteBuffers()) {
        buffer.writeBytes(part);
      }
      channel.writeAndFlush(new DefaultHttpContent(buffer), channel.voidPromise());
    }
  }
}
