package waitingroom.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** A shop behind a reverse proxy that echoes what the proxy told it about the visitor. */
public final class EchoShop implements AutoCloseable {
  private final HttpServer server;
  private final AtomicInteger visits = new AtomicInteger();

  private EchoShop(HttpServer server) {
    this.server = server;
  }

  /** Starts a shop on a free loopback port. */
  public static EchoShop open() throws IOException {
    EchoShop shop =
        new EchoShop(
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    shop.server.createContext("/", shop::echo);
    shop.server.start();
    return shop;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** The number of requests received. */
  public int visits() {
    return visits.get();
  }

  /** Writes one line per header whose name an application server could confuse with one of ours. */
  private void echo(HttpExchange exchange) throws IOException {
    visits.incrementAndGet();
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      StringBuilder said = new StringBuilder();
      exchange
          .getRequestHeaders()
          .forEach(
              (name, values) -> {
                String plain = name.toLowerCase(Locale.ROOT).replace('_', '-');
                if (plain.startsWith("x-waiting-room-")) {
                  values.forEach(value -> said.append(plain + ": " + value + "\n"));
                }
              });
      byte[] body = said.toString().getBytes(UTF_8);
      exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
