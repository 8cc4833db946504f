package waitingroom.http.transport;

import akka.actor.typed.ActorSystem;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The threads that serve connections. Each connection belongs to one of them for life: its socket
 * I/O and its streams run there. They must never block.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class EventLoops {
  /** Time for the tasks of channels that end with it. */
  private static final long QUIET_MILLIS = 100;

  private final EventLoopGroup group;
  private final Map<EventLoop, String> dispatchers = new HashMap<>();

  /** Starts the threads, which end with the system. */
  EventLoops(ActorSystem<?> system, String name, int count) {
    group = new NioEventLoopGroup(count, new DefaultThreadFactory(name, true));
    for (int i = 0; i < count; i++) {
      EventLoop loop = group.next();
      String id = name + "-" + i;
      LoopDispatcher.register(system, id, loop);
      dispatchers.put(loop, id);
    }
    system.getWhenTerminated().thenRun(this::close);
  }

  /** Closes all channels, and ends the threads. */
  void close() {
    group.shutdownGracefully(QUIET_MILLIS, 1_000, TimeUnit.MILLISECONDS);
  }

  EventLoopGroup group() {
    return group;
  }

  /** The Akka dispatcher that runs on that loop. */
  String dispatcher(EventLoop loop) {
    String id = dispatchers.get(loop);
    if (id == null) {
      throw new IllegalArgumentException("Not one of this listener's event loops: " + loop);
    }
    return id;
  }
}
