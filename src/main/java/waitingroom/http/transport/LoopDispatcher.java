package waitingroom.http.transport;

import akka.actor.typed.ActorSystem;
import akka.dispatch.Dispatcher;
import akka.dispatch.Dispatchers;
import akka.dispatch.MessageDispatcher;
import akka.dispatch.MessageDispatcherConfigurator;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import scala.concurrent.duration.Duration;
import scala.concurrent.duration.FiniteDuration;

/** An Akka dispatcher whose only thread is an event loop. */
final class LoopDispatcher extends MessageDispatcherConfigurator {
  /** Messages of one stream in a row before the next stream: Akka's default. */
  private static final int THROUGHPUT = 5;

  private final Dispatcher dispatcher;

  private LoopDispatcher(Dispatchers dispatchers, String id, EventLoop loop) {
    super(dispatchers.defaultDispatcherConfig(), dispatchers.prerequisites());
    this.dispatcher =
        new Dispatcher(
            this,
            id,
            THROUGHPUT,
            Duration.Zero(),
            (name, threads) -> () -> new OnLoop(loop),
            FiniteDuration.apply(1, TimeUnit.SECONDS));
  }

  /** Registers the dispatcher with the system under that id. */
  static void register(ActorSystem<?> system, String id, EventLoop loop) {
    Dispatchers dispatchers = system.classicSystem().dispatchers();
    if (!dispatchers.registerConfigurator(id, new LoopDispatcher(dispatchers, id, loop))) {
      throw new IllegalStateException("There is a dispatcher " + id + " already");
    }
  }

  @Override
  public MessageDispatcher dispatcher() {
    return dispatcher;
  }

  /**
   * A view of the loop's thread that can be shut down: a dispatcher without actors shuts its
   * executor down and requests a new one later, while the loop keeps running.
   */
  private static final class OnLoop extends AbstractExecutorService {
    private final EventLoop loop;

    OnLoop(EventLoop loop) {
      this.loop = loop;
    }

    @Override
    public void execute(Runnable task) {
      loop.execute(task);
    }

    @Override
    public void shutdown() {
      // The loop belongs to EventLoops.
    }

    @Override
    public List<Runnable> shutdownNow() {
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return false;
    }

    @Override
    public boolean isTerminated() {
      return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return true;
    }
  }
}
