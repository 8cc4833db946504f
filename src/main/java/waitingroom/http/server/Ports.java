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
  /** Time for open requests when the node stops. */
  private static final Duration DRAIN = Duration.ofSeconds(5);

  private final ActorSystem<?> system;

  public Ports(ActorSystem<?> system) {
    this.system = system;
  }

  /**
   * Without request timeout: the router has one, and a stage for it would cost 1 KB per connection.
   */
  public ServerSettings impatient() {
    return settings("off");
  }

  /** With that request timeout. */
  public ServerSettings patient(Duration requestTimeout) {
    return settings(requestTimeout.toMillis() + "ms");
  }

  private ServerSettings settings(String requestTimeout) {
    return ServerSettings.create(
        ConfigFactory.parseMap(Map.of("akka.http.server.request-timeout", requestTimeout))
            .withFallback(system.settings().config()));
  }

  /**
   * As {@link #bind}; without TLS, requests stay on the threads of event loops.
   *
   * @param loops their number
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

  /** Fails with a sentence when the port is taken; drains and closes it when the node stops. */
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
