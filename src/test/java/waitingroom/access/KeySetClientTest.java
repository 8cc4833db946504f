package waitingroom.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server on a real socket that leads elsewhere. */
class KeySetClientTest {
  private final AtomicInteger elsewhere = new AtomicInteger();
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().add("Location", address("/keys"));
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    server.createContext(
        "/keys",
        exchange -> {
          elsewhere.incrementAndGet();
          byte[] body = "{\"keys\":[]}".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Cache-Control", "max-age=60");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String address(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  @Test
  void a_redirect_is_not_followed() {
    assertThatThrownBy(() -> new KeySetClient().get(address("/moved")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("answered 302");
    assertThat(elsewhere).hasValue(0);
  }

  @Test
  void keys_are_read_with_the_time_that_they_may_be_kept() throws Exception {
    var answer = new KeySetClient().get(address("/keys"));
    assertThat(answer.getBody()).isEqualTo("{\"keys\":[]}");
    assertThat(answer.getHeaderValues("Cache-Control")).containsExactly("max-age=60");
  }
}
