package waitingroom.event.webhook;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.event.NoLogging;
import akka.http.javadsl.ClientTransport;
import akka.http.javadsl.Http;
import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.settings.ConnectionPoolSettings;
import akka.stream.javadsl.Sink;
import com.typesafe.config.ConfigFactory;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import waitingroom.store.Unavailable;

/**
 * HTTP client for Standard Webhooks 1.0. Each client has its own connections, so that a slow
 * receiver does not hold up others. Redirects are not followed.
 */
final class WebhookClient {
  private static final ContentType CLOUD_EVENT =
      ContentTypes.create(
          MediaTypes.customWithFixedCharset(
              "application", "cloudevents+json", HttpCharsets.UTF_8, Map.of(), false));

  /** Response bodies are ignored; a longer one closes the connection. */
  private static final long ANSWER_BYTES_MAX = 64 << 10;

  private static final int GONE = 410;

  private final ActorSystem<?> system;
  private final Http http;
  private final ConnectionPoolSettings pool;
  private final Duration timeout;
  private final Clock clock;

  WebhookClient(ActorSystem<?> system, Targets targets, Duration timeout, Clock clock) {
    this.system = system;
    this.http = Http.get(system);
    this.timeout = timeout;
    this.clock = clock;
    Executor blocking = system.dispatchers().lookup(DispatcherSelector.blocking());
    this.pool =
        settings(system, timeout)
            .withTransport(
                ClientTransport.withCustomResolver(
                    (host, port) ->
                        CompletableFuture.supplyAsync(
                            () -> connect(targets, host, (Integer) port), blocking)));
  }

  private static ConnectionPoolSettings settings(ActorSystem<?> system, Duration timeout) {
    String millis = timeout.toMillis() + "ms";
    return ConnectionPoolSettings.create(
        ConfigFactory.parseMap(
                Map.ofEntries(
                    Map.entry("akka.http.host-connection-pool.max-connections", 2),
                    Map.entry("akka.http.host-connection-pool.min-connections", 0),
                    Map.entry("akka.http.host-connection-pool.max-open-requests", 4),
                    // Delivery retries, with its own pauses.
                    Map.entry("akka.http.host-connection-pool.max-retries", 0),
                    Map.entry("akka.http.host-connection-pool.base-connection-backoff", "10ms"),
                    Map.entry("akka.http.host-connection-pool.max-connection-backoff", "20ms"),
                    Map.entry("akka.http.host-connection-pool.client.idle-timeout", millis),
                    Map.entry("akka.http.host-connection-pool.client.connecting-timeout", millis),
                    Map.entry(
                        "akka.http.host-connection-pool.client.user-agent-header", "waiting-room")))
            .withFallback(system.settings().config()));
  }

  private static InetSocketAddress connect(Targets targets, String host, int port) {
    try {
      return targets.connect(host, port);
    } catch (UnknownHostException refused) {
      throw new CompletionException(refused);
    }
  }

  /** Makes one attempt; the stage never fails. */
  CompletionStage<Attempt> post(Subscription to, String id, byte[] body) {
    long timestamp = clock.instant().getEpochSecond();
    List<HttpHeader> headers =
        List.of(
            RawHeader.create("webhook-id", id),
            RawHeader.create("webhook-timestamp", Long.toString(timestamp)),
            RawHeader.create("webhook-signature", to.secret().sign(id, timestamp, body)));
    HttpRequest request =
        HttpRequest.POST(to.url())
            .withHeaders(headers)
            .withEntity(HttpEntities.create(CLOUD_EVENT, body));
    return http.singleRequest(
            request, http.defaultClientHttpsContext(), pool, NoLogging.getInstance())
        .thenCompose(this::answered)
        .toCompletableFuture()
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(failure -> new Attempt.Failed(explained(failure), Duration.ZERO));
  }

  /** Drains the body first: a rest would block the next response of the connection. */
  private CompletionStage<Attempt> answered(HttpResponse response) {
    return response
        .entity()
        .withSizeLimit(ANSWER_BYTES_MAX)
        .getDataBytes()
        .runWith(Sink.ignore(), system)
        .exceptionally(tooLong -> Done.getInstance())
        .thenApply(done -> attempt(response));
  }

  private Attempt attempt(HttpResponse response) {
    int status = response.status().intValue();
    if (response.status().isSuccess() && !response.status().isRedirection()) {
      return new Attempt.Delivered();
    }
    if (status == GONE) {
      return new Attempt.Gone();
    }
    Duration wait =
        response
            .getHeader("Retry-After")
            .flatMap(header -> RetryAfter.parse(header.value(), clock.instant()))
            .orElse(Duration.ZERO);
    return new Attempt.Failed("The receiver answered " + status, wait);
  }

  private String explained(Throwable failure) {
    Throwable cause = Unavailable.unwrapped(failure);
    return cause instanceof TimeoutException
        ? "The receiver did not answer within " + timeout.toMillis() + " ms"
        : "The receiver cannot be reached: " + cause.getMessage();
  }
}
