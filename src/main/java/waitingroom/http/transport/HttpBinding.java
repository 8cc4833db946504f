package waitingroom.http.transport;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** An open port of a {@link HttpServer}. */
public final class HttpBinding {
  private final Channel listener;
  private final OpenConnections open;

  HttpBinding(Channel listener, OpenConnections open) {
    this.listener = listener;
    this.open = open;
  }

  /** The address it listens on, with the actual port. */
  public InetSocketAddress localAddress() {
    return (InetSocketAddress) listener.localAddress();
  }

  /**
   * Closes it when the node stops, in the same phases as Akka HTTP: no new connections from {@code
   * service-unbind} on; in {@code service-requests-done} idle connections end at once, others after
   * their pending answers; unfinished bodies are cut off.
   *
   * @param drainMax connections without an answer by then are closed
   */
  public HttpBinding addToCoordinatedShutdown(Duration drainMax, ActorSystem<?> system) {
    CoordinatedShutdown shutdown = CoordinatedShutdown.get(system);
    shutdown.addTask(
        CoordinatedShutdown.PhaseServiceUnbind(), "http-unbind-" + localAddress(), this::unbind);
    shutdown.addTask(
        CoordinatedShutdown.PhaseServiceRequestsDone(),
        "http-drain-" + localAddress(),
        () -> drain(drainMax));
    return this;
  }

  /** Ends all connections: idle ones at once, others after their pending answers. */
  CompletionStage<Done> drain(Duration max) {
    return open.drain(max).thenApply(none -> Done.getInstance());
  }

  private CompletionStage<Done> unbind() {
    CompletableFuture<Done> unbound = new CompletableFuture<>();
    listener.close().addListener(done -> unbound.complete(Done.getInstance()));
    return unbound;
  }
}
