package waitingroom.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import waitingroom.outbound.AddressBlock;
import waitingroom.outbound.AddressRules;
import waitingroom.outbound.Outbound;
import waitingroom.outbound.OutboundLimits;

/** A server on a real socket that leads elsewhere. */
class KeySetClientTest {
  private final AtomicInteger elsewhere = new AtomicInteger();
  private final Outbound outbound = new Outbound();
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
    outbound.close();
  }

  private KeySetClient client(String allowed) {
    AddressRules rules = new AddressRules(List.of(AddressBlock.parse(allowed)));
    return new KeySetClient(outbound.client(rules, OutboundLimits.DOCUMENTS));
  }

  private String address(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  @Test
  void a_redirect_is_not_followed() {
    assertThatThrownBy(() -> client("127.0.0.1").get(address("/moved")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("answered 302");
    assertThat(elsewhere).hasValue(0);
  }

  @Test
  void keys_behind_an_address_that_no_setting_allows_are_not_asked_for() {
    assertThatThrownBy(() -> client("10.0.0.0/8").get(address("/keys")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("waiting-room.outbound.allow");
    assertThat(elsewhere).hasValue(0);
  }

  @Test
  void keys_are_read_with_the_time_that_they_may_be_kept() throws Exception {
    var answer = client("127.0.0.1").get(address("/keys"));
    assertThat(answer.getBody()).isEqualTo("{\"keys\":[]}");
    assertThat(answer.getHeaderValues("Cache-Control")).containsExactly("max-age=60");
  }
}
