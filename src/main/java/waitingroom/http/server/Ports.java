package waitingroom.http.server;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.headers.RawHeader;
import akka.stream.Materializer;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import waitingroom.http.route.Router;
import waitingroom.http.transport.HttpDate;
import waitingroom.http.transport.HttpServer;
import waitingroom.http.transport.Limits;
import waitingroom.http.transport.Responses;
import waitingroom.http.transport.Service;

/** Opens ports, with or without TLS. */
public final class Ports {
  /** Time for open requests when the node stops. */
  private static final Duration DRAIN = Duration.ofSeconds(5);

  private final ActorSystem<?> system;
  private final CutMeters cuts;
  private final HttpDate date;
  private final LoopWatchdog watchdog;

  public Ports(ActorSystem<?> system, MeterRegistry registry, Clock clock) {
    this.system = system;
    this.date = new HttpDate(clock);
    this.cuts = new CutMeters(registry);
    this.watchdog =
        new LoopWatchdog(
            system.settings().config().getDuration("waiting-room.http.stall-threshold"), registry);
    var unused = system.getWhenTerminated().thenRun(watchdog::close);
  }

  /**
   * Opens a port. Fails with a sentence when it is taken; drains and closes it when the node stops.
   *
   * @param name of the listener, and of its threads
   * @param bodyMax longest body of a request, in bytes
   * @param loops number of threads
   */
  public CompletionStage<InetSocketAddress> bind(
      String name,
      String host,
      int port,
      Router router,
      long bodyMax,
      Optional<TlsSettings> tls,
      int loops) {
    Service service =
        new Service(
            router,
            router::refused,
            cuts,
            new Responses(date, tls.map(Ports::ofTls).orElse(List.of())),
            Materializer.matFromSystem(system));
    HttpServer server =
        new HttpServer(
            system,
            "http-" + name,
            loops,
            Limits.of(system, bodyMax),
            tls.map(settings -> contexts(name, settings)),
            service);
    server.loops().forEach(watchdog::add);
    return orSentence(
        host,
        port,
        server
            .bind(host, port)
            .thenApply(binding -> binding.addToCoordinatedShutdown(DRAIN, system).localAddress()));
  }

  /** HSTS (RFC 6797), unless its lifetime is zero. */
  private static List<HttpHeader> ofTls(TlsSettings tls) {
    return tls.hstsMaxAge().isZero()
        ? List.of()
        : List.of(
            RawHeader.create(
                "Strict-Transport-Security", "max-age=" + tls.hstsMaxAge().toSeconds()));
  }

  /** Their files are watched until the listeners are closed. */
  private TlsContexts contexts(String name, TlsSettings tls) {
    TlsContexts contexts = new TlsContexts(tls);
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
            "close-certificates-" + name,
            () -> {
              contexts.close();
              return CompletableFuture.completedFuture(Done.getInstance());
            });
    return contexts;
  }

  private static <T> CompletionStage<T> orSentence(
      String host, int port, CompletionStage<T> bound) {
    return bound.exceptionallyCompose(
        failure -> CompletableFuture.failedStage(taken(host, port, failure)));
  }

  private static IllegalArgumentException taken(String host, int port, Throwable failure) {
    return new IllegalArgumentException(
        "Cannot listen on %s:%s: stop the program that uses this port, or set another one (%s)"
            .formatted(host, port, failure.getMessage()),
        failure);
  }
}
