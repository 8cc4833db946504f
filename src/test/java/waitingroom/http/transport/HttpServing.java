package waitingroom.http.transport;

import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.japi.function.Function;
import akka.stream.Materializer;
import akka.util.ByteString;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/**
 * Base with a server for each test, on a free port and on the class's actor system; the test is the
 * handler and answers when it chooses.
 */
abstract class HttpServing {
  static final Limits LIMITS = limits(3, Duration.ofSeconds(20));

  static final int PER_ADDRESS = 40;

  interface Handler extends Function<HttpRequest, CompletionStage<HttpResponse>> {}

  /** Servers on one actor system need different names. */
  private static final AtomicInteger SERVERS = new AtomicInteger();

  static ActorTestKit kit;

  final Map<String, CompletableFuture<HttpResponse>> asked = new ConcurrentHashMap<>();
  final List<RawClient> clients = new ArrayList<>();

  @BeforeAll
  static void startSystem() {
    kit = ActorTestKit.create(ConfigFactory.defaultReference());
  }

  @AfterAll
  static void stopSystem() {
    kit.shutdownTestKit();
  }

  @AfterEach
  void leave() throws IOException {
    for (RawClient client : clients) {
      client.close();
    }
  }

  InetSocketAddress serve(Handler handler) throws Exception {
    return serve(LIMITS, handler);
  }

  static InetSocketAddress serve(Limits limits, Handler handler) throws Exception {
    return server(kit, limits, handler)
        .bind("127.0.0.1", 0)
        .toCompletableFuture()
        .get()
        .localAddress();
  }

  static HttpServer server(ActorTestKit on, Limits limits, Handler handler) {
    return new HttpServer(
        on.system(),
        "test-" + SERVERS.incrementAndGet(),
        2,
        limits,
        Optional.empty(),
        new Service(
            handler,
            (fault, target) -> HttpResponse.create().withStatus(fault.status()),
            cut -> {},
            new Responses(new HttpDate(Clock.systemUTC()), List.of()),
            Materializer.matFromSystem(on.system())));
  }

  static Limits limits(int connections, Duration idle) {
    return limits(connections, PER_ADDRESS, idle);
  }

  static Limits limits(int connections, int perAddress, Duration idle) {
    return new Limits(
        4_096,
        16_384,
        64,
        1_000_000,
        8,
        connections,
        perAddress,
        100,
        idle,
        idle,
        idle,
        Duration.ofSeconds(3));
  }

  static String path(HttpRequest request) {
    return request.getAttribute(Requests.TARGET).orElseThrow();
  }

  InetSocketAddress serveWhenAsked() throws Exception {
    return serve(this::later);
  }

  CompletionStage<HttpResponse> later(HttpRequest request) {
    return asked.computeIfAbsent(path(request), path -> new CompletableFuture<>());
  }

  RawClient connect(InetSocketAddress address) throws IOException {
    RawClient client = new RawClient(address);
    clients.add(client);
    return client;
  }

  void answer(String path) {
    underWay(path).complete(said(path));
  }

  CompletableFuture<HttpResponse> underWay(String path) {
    return await().until(() -> asked.get(path), answer -> answer != null);
  }

  static HttpResponse said(String text) {
    return HttpResponse.create()
        .withEntity(ContentTypes.TEXT_PLAIN_UTF8, ByteString.fromString(text));
  }

  static CompletionStage<HttpResponse> now(HttpResponse response) {
    return CompletableFuture.completedStage(response);
  }
}
