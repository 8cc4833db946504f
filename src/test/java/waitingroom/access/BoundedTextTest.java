package waitingroom.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers over a real socket. */
class BoundedTextTest {
  private static final int MAX = 1_000;

  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String answer(String body) throws Exception {
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0); // its length is not known beforehand
          exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), head -> new BoundedText(MAX))
        .body();
  }

  @Test
  void an_answer_of_the_limit_is_read() throws Exception {
    assertThat(answer("ä".repeat(MAX / 2))).isEqualTo("ä".repeat(MAX / 2));
  }

  @Test
  void a_longer_one_fails() {
    assertThatThrownBy(() -> answer("a".repeat(MAX + 1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("longer than 1000 bytes");
  }
}
