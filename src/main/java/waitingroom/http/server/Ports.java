package waitingroom.http.server;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.ConnectionContext;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.ServerBuilder;
import akka.http.javadsl.settings.ServerSettings;
import com.typesafe.config.ConfigFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import waitingroom.http.route.Router;
import waitingroom.http.transport.PlainServer;

/** Opens ports, with or without TLS. */
public final class Ports {
  /** How long requests under way may take when the node stops. */
  private static final Duration DRAIN = Duration.ofSeconds(5);

  private final ActorSystem<?> system;

  public Ports(ActorSystem<?> system) {
    this.system = system;
  }

  /** The router looks at the time: a stage for it would weigh a kilobyte in each connection. */
  public ServerSettings impatient() {
    return settings("off");
  }

  /** The settings of the server with another time for one request. */
  public ServerSettings patient(Duration requestTimeout) {
    return settings(requestTimeout.toMillis() + "ms");
  }

  private ServerSettings settings(String requestTimeout) {
    return ServerSettings.create(
        ConfigFactory.parseMap(Map.of("akka.http.server.request-timeout", requestTimeout))
            .withFallback(system.settings().config()));
  }

  /**
   * Fails with a sentence when the port is taken; closes it in order when the node stops. Without
   * TLS requests stay on the threads of event loops.
   *
   * @param loops how many of them
   */
  public CompletionStage<InetSocketAddress> bindForCrowds(
      String host,
      int port,
      ServerSettings settings,
      Router router,
      Optional<TlsSettings> tls,
      int loops) {
    if (tls.isPresent()) {
      return bind(host, port, settings, router, tls);
    }
    return orSentence(
        host,
        port,
        new PlainServer(system, "http-" + port, loops, settings, router)
            .bind(host, port)
            .thenApply(binding -> binding.addToCoordinatedShutdown(DRAIN, system).localAddress()));
  }

  /** Fails with a sentence when the port is taken; closes it in order when the node stops. */
  public CompletionStage<InetSocketAddress> bind(
      String host, int port, ServerSettings settings, Router router, Optional<TlsSettings> tls) {
    ServerBuilder server = Http.get(system).newServerAt(host, port);
    CompletionStage<ServerBinding> bound =
        tls.isEmpty()
            ? server.withSettings(settings).bind(router)
            : server
                .withSettings(settings.withHttp2Enabled(true))
                .enableHttps(ConnectionContext.httpsServer(new TlsEngines(tls.get())::create))
                .bind(StrictTransport.of(tls.get().hstsMaxAge(), router));
    return orSentence(
        host,
        port,
        bound.thenApply(binding -> binding.addToCoordinatedShutdown(DRAIN, system).localAddress()));
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
