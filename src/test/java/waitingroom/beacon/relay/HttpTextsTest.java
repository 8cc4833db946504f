package waitingroom.beacon.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpTextsTest {
  private final HttpTexts texts = new HttpTexts(Duration.ofSeconds(10));
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer("/short", 200, "text");
    answer("/none", 404, "");
    answer("/long", 200, "x".repeat((16 << 10) + 1));
    server.createContext(
        "/away",
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/short");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(String path, int status, String body) {
    server.createContext(
        path,
        exchange -> {
          byte[] bytes = body.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  private TextSource.Reply get(String path) {
    return texts
        .get(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path))
        .toCompletableFuture()
        .join();
  }

  @Test
  void a_text_comes_with_its_status() {
    assertThat(get("/short")).isEqualTo(new TextSource.Reply(200, "text"));
    assertThat(get("/none")).isEqualTo(new TextSource.Reply(404, ""));
  }

  @Test
  void a_redirect_is_not_followed() {
    assertThat(get("/away").status()).isEqualTo(302);
  }

  @Test
  void a_long_answer_fails() {
    assertThatThrownBy(() -> get("/long")).hasMessageContaining("longer than 16384 bytes");
  }

  @Test
  void an_answer_that_does_not_come_fails_in_time() throws IOException {
    try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI address = URI.create("http://127.0.0.1:" + deaf.getLocalPort() + "/");
      assertThatThrownBy(
              () -> new HttpTexts(Duration.ofMillis(100)).get(address).toCompletableFuture().join())
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(TimeoutException.class);
    }
  }
}
