package waitingroom.http.transport;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** An open port of a {@link PlainServer}. */
public final class PlainBinding {
  private final Channel listener;
  private final OpenConnections open;

  PlainBinding(Channel listener, OpenConnections open) {
    this.listener = listener;
    this.open = open;
  }

  /** Where it listens, with the port that was really taken. */
  public InetSocketAddress localAddress() {
    return (InetSocketAddress) listener.localAddress();
  }

  /**
   * Closes it when the node stops, in the phases that Akka HTTP takes: no new connections from
   * {@code service-unbind} on; in {@code service-requests-done} idle connections end at once, and
   * others with the answer to what they asked; a body that is still being made is cut.
   *
   * @param drainMax connections without an answer by then are cut
   */
  public PlainBinding addToCoordinatedShutdown(Duration drainMax, ActorSystem<?> system) {
    CoordinatedShutdown shutdown = CoordinatedShutdown.get(system);
    shutdown.addTask(
        CoordinatedShutdown.PhaseServiceUnbind(), "plain-unbind-" + localAddress(), this::unbind);
    shutdown.addTask(
        CoordinatedShutdown.PhaseServiceRequestsDone(),
        "plain-drain-" + localAddress(),
        () -> drain(drainMax));
    return this;
  }

  /** Ends all connections: idle ones at once, others with the answer to what they asked. */
  CompletionStage<Done> drain(Duration max) {
    return open.drain(max).thenApply(none -> Done.getInstance());
  }

  private CompletionStage<Done> unbind() {
    CompletableFuture<Done> unbound = new CompletableFuture<>();
    listener.close().addListener(done -> unbound.complete(Done.getInstance()));
    return unbound;
  }
}
