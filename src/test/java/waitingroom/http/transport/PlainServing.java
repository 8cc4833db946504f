package waitingroom.http.transport;

import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.settings.ServerSettings;
import akka.japi.function.Function;
import akka.util.ByteString;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
abstract class PlainServing {
  static final Config SETTINGS =
      ConfigFactory.parseString(
              """
              akka.http.server { request-timeout = off, max-connections = 3, idle-timeout = 20s, linger-timeout = 3s }
              """)
          .withFallback(ConfigFactory.parseResources("http-server.conf"))
          .withFallback(ConfigFactory.defaultReference());

  interface Handler extends Function<HttpRequest, CompletionStage<HttpResponse>> {}

  /** Servers on one actor system need different names. */
  private static final AtomicInteger SERVERS = new AtomicInteger();

  static ActorTestKit kit;

  final Map<String, CompletableFuture<HttpResponse>> asked = new ConcurrentHashMap<>();
  final List<RawClient> clients = new ArrayList<>();

  @BeforeAll
  static void startSystem() {
    kit = ActorTestKit.create(SETTINGS);
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
    return serve(kit, handler);
  }

  static InetSocketAddress serve(ActorTestKit on, Handler handler) throws Exception {
    return server(on, handler).bind("127.0.0.1", 0).toCompletableFuture().get().localAddress();
  }

  static PlainServer server(ActorTestKit on, Handler handler) {
    ServerSettings settings =
        ServerSettings.create(on.system().settings().config()).withRemoteAddressAttribute(true);
    String name = "test-" + SERVERS.incrementAndGet();
    return new PlainServer(on.system(), name, 2, settings, handler);
  }

  InetSocketAddress serveWhenAsked() throws Exception {
    return serve(this::later);
  }

  CompletionStage<HttpResponse> later(HttpRequest request) {
    return asked.computeIfAbsent(request.getUri().path(), path -> new CompletableFuture<>());
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
