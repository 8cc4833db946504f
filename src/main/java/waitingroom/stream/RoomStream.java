package waitingroom.stream;

import akka.stream.Attributes;
import akka.stream.Outlet;
import akka.stream.SourceShape;
import akka.stream.stage.AsyncCallback;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import akka.stream.stage.OutHandler;
import akka.util.ByteString;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import waitingroom.room.Place;
import waitingroom.room.RoomId;

/**
 * The source of the streams' bytes. One stage in place of a chain of ready-made ones, and one
 * instance for all streams: a stage each would cost some hundred bytes in tens of thousands of
 * connections. The attribute {@link Listening} of a source selects its content.
 *
 * <p>Each stream buffers the newest line and its own events; a reader that takes nothing for a
 * minute is disconnected.
 */
final class RoomStream extends GraphStage<SourceShape<ByteString>> {
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Outlet<ByteString> out = Outlet.create("RoomStream.out");
  private final SourceShape<ByteString> shape = SourceShape.of(out);
  private final Audience audience;
  private final LongSupplier nanos;

  /**
   * The content of one stream.
   *
   * @param place of the visitor; null: only the line
   */
  record Listening(RoomId room, @Nullable Place place) implements Attributes.Attribute {}

  /** The readers' producer. */
  interface Audience {
    /** Adds a reader. */
    void come(RoomId room, Visit visit);

    /** Removes a reader. */
    void leave(RoomId room, Visit visit);
  }

  /**
   * @param nanos {@link System#nanoTime}
   */
  RoomStream(Audience audience, LongSupplier nanos) {
    this.audience = audience;
    this.nanos = nanos;
  }

  @Override
  public SourceShape<ByteString> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Logic(attributes.getAttribute(Listening.class).orElseThrow());
  }

  private final class Logic extends GraphStageLogic implements OutHandler, Reader {
    private final AsyncCallback<Logic> wake = createAsyncCallback(Logic::flush);
    private final RoomId room;
    private final Visit visit;

    // Shared by two threads: the feed puts, the stage takes.
    private ByteString own = ByteString.emptyByteString();
    private @Nullable ByteString line;
    private boolean ended;
    private boolean woken;
    private long fullSince;

    Logic(Listening listening) {
      super(shape);
      this.room = listening.room();
      this.visit = new Visit(this, listening.place());
      setHandler(out, this);
    }

    @Override
    public void preStart() {
      audience.come(room, visit);
    }

    @Override
    public void postStop() {
      audience.leave(room, visit);
    }

    @Override
    public void onPull() {
      flush();
    }

    private void flush() {
      boolean over;
      ByteString next = ByteString.emptyByteString();
      synchronized (this) {
        woken = false;
        if (isAvailable(out)) {
          next = taken();
        }
        over = ended && (isEmpty() || tooSlow());
      }
      if (next.nonEmpty()) {
        push(out, next);
      }
      if (over) {
        completeStage();
      }
    }

    private ByteString taken() {
      ByteString newest = line;
      ByteString all = newest == null ? own : own.isEmpty() ? newest : own.concat(newest);
      own = ByteString.emptyByteString();
      line = null;
      return all;
    }

    private boolean isEmpty() {
      return own.isEmpty() && line == null;
    }

    private boolean tooSlow() {
      return nanos.getAsLong() - fullSince > PATIENCE_NANOS;
    }

    @Override
    public void line(ByteString text) {
      put(() -> line = text);
    }

    @Override
    public void beat(ByteString comment) {
      put(() -> line = line == null ? comment : line);
    }

    /** A pending line stays in front. */
    @Override
    public void tell(ByteString event) {
      put(() -> own = taken().concat(event));
    }

    @Override
    public void end() {
      put(() -> ended = true);
    }

    private void put(Runnable change) {
      synchronized (this) {
        if (isEmpty()) {
          fullSince = nanos.getAsLong();
        } else if (tooSlow()) {
          ended = true;
        }
        change.run();
        if (woken) {
          return;
        }
        woken = true;
      }
      wake.invoke(this);
    }
  }
}
