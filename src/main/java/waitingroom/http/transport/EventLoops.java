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
 * is read and written there, and its streams run there. What takes long has no place on them.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class EventLoops {
  private final EventLoopGroup group;
  private final Map<EventLoop, String> dispatchers = new HashMap<>();

  /** Starts them; they end with the system. */
  EventLoops(ActorSystem<?> system, String name, int count) {
    group = new NioEventLoopGroup(count, new DefaultThreadFactory(name, true));
    for (int i = 0; i < count; i++) {
      EventLoop loop = group.next();
      String id = name + "-" + i;
      LoopDispatcher.register(system, id, loop);
      dispatchers.put(loop, id);
    }
    system.getWhenTerminated().thenRun(() -> group.shutdownGracefully(0, 1, TimeUnit.SECONDS));
  }

  EventLoopGroup group() {
    return group;
  }

  /** The Akka dispatcher whose thread that loop is. */
  String dispatcher(EventLoop loop) {
    String id = dispatchers.get(loop);
    if (id == null) {
      throw new IllegalArgumentException("A loop of somebody else: " + loop);
    }
    return id;
  }
}
