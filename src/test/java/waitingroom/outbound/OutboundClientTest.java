package waitingroom.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The guarded client against a server on a real socket. */
@Timeout(30)
class OutboundClientTest {
  private static final OutboundLimits LIMITS =
      new OutboundLimits(Duration.ofSeconds(20), 1_000, Duration.ofSeconds(20));
  private static final AddressRules LOOPBACK =
      new AddressRules(List.of(AddressBlock.parse("127.0.0.1")));

  private final ScriptedServer server = ScriptedServer.start();
  private final Deque<String> resolved = new ArrayDeque<>();
  private final Outbound outbound = new Outbound(this::resolve, trust());

  @AfterEach
  void stop() {
    outbound.close();
    server.close();
  }

  private static SslContext trust() {
    try {
      return SslContextBuilder.forClient().sslProvider(SslProvider.JDK).build();
    } catch (SSLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Every name leads to what {@code resolved} says next, or to this machine. */
  private InetAddress[] resolve(String host) throws UnknownHostException {
    String literal = resolved.isEmpty() ? "127.0.0.1" : resolved.remove();
    return new InetAddress[] {InetAddress.getByName(literal)};
  }

  private OutboundRequest get(String path) {
    return OutboundRequest.get(address(path), Map.of());
  }

  private URI address(String path) {
    return URI.create("http://shop.example:" + server.port() + path);
  }

  private OutboundAnswer send(OutboundRequest request) throws Exception {
    return outbound.client(LOOPBACK, LIMITS).send(request).toCompletableFuture().get();
  }

  private static String answer(String head, String body) {
    return "HTTP/1.1 %s\r\nContent-Length: %s\r\n\r\n%s".formatted(head, body.length(), body);
  }

  @Test
  void a_server_hears_the_name_of_its_host_and_gets_the_body() throws Exception {
    server.answers(answer("201 Created\r\nX-Two: a\r\nx-two: b", "done"));

    OutboundAnswer answer =
        send(
            OutboundRequest.post(
                address("/hook?a=b"),
                Map.of("webhook-id", "one"),
                "{}".getBytes(StandardCharsets.UTF_8)));

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.text()).isEqualTo("done");
    assertThat(answer.headers().get("X-TWO")).containsExactly("a", "b");
    assertThat(server.heard())
        .containsExactlyInAnyOrder(
            "POST /hook?a=b HTTP/1.1", "host: shop.example:" + server.port(), "webhook-id: one");
  }

  @Test
  void a_name_that_leads_to_a_private_address_by_now_is_not_connected_to() throws Exception {
    AddressRules strict = new AddressRules(List.of());
    OutboundClient client = outbound.client(strict, LIMITS);
    String url = "https://shop.example:" + server.port();
    resolved.add("93.184.215.14");
    resolved.add("127.0.0.1");

    assertThat(client.objection(url).toCompletableFuture().get()).isEmpty();
    assertThatThrownBy(
            () ->
                client
                    .send(OutboundRequest.get(URI.create(url), Map.of()))
                    .toCompletableFuture()
                    .get())
        .rootCause()
        .isInstanceOf(UnknownHostException.class)
        .hasMessageContaining("waiting-room.outbound.allow");
    assertThat(server.connections()).isZero();
  }

  @Test
  void a_redirect_is_an_answer_and_is_not_followed() throws Exception {
    server.answers(answer("302 Found\r\nLocation: " + address("/elsewhere"), ""));

    OutboundAnswer answer = send(get("/"));

    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.header("location")).contains(address("/elsewhere").toString());
    assertThat(server.requests()).isEqualTo(1);
  }

  @Test
  void an_answer_of_the_limit_is_read_and_a_longer_one_fails() throws Exception {
    server.answers(answer("200 OK", "a".repeat(1_000)), answer("200 OK", "a".repeat(1_001)));

    assertThat(send(get("/")).text()).hasSize(1_000);
    assertThatThrownBy(() -> send(get("/")))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("the answer is longer than 1000 bytes");
  }

  @Test
  void an_answer_without_a_length_ends_with_its_connection_and_has_the_same_limit()
      throws Exception {
    server.answers("HTTP/1.0 200 OK\r\n\r\nshort", "HTTP/1.0 200 OK\r\n\r\n" + "a".repeat(2_000));

    assertThat(send(get("/")).text()).isEqualTo("short");
    assertThatThrownBy(() -> send(get("/"))).hasMessageContaining("longer than 1000 bytes");
  }

  @Test
  void where_the_head_alone_counts_the_body_may_be_longer_and_is_not_read() throws Exception {
    server.answers(answer("200 OK", "a".repeat(5_000)));

    OutboundAnswer answer =
        outbound.client(LOOPBACK, LIMITS).sendForHead(get("/")).toCompletableFuture().get();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void an_answer_that_never_ends_has_a_limit_of_time_and_its_connection_is_closed() {
    server.answers("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nbegun");
    OutboundLimits short_ = new OutboundLimits(Duration.ofMillis(300), 1_000, Duration.ZERO);

    assertThatThrownBy(
            () -> outbound.client(LOOPBACK, short_).send(get("/")).toCompletableFuture().get())
        .hasCauseInstanceOf(TimeoutException.class);
    assertThat(server.closedByClient()).isTrue();
  }

  @Test
  void heads_without_end_and_what_is_no_http_fail() {
    server.answers("HTTP/1.1 200 OK\r\nA: " + "a".repeat(20_000) + "\r\n\r\n", "hello\r\n\r\n");

    assertThatThrownBy(() -> send(get("/"))).hasMessageContaining("no HTTP");
    assertThatThrownBy(() -> send(get("/"))).hasMessageContaining("no HTTP");
  }

  @Test
  void an_answer_that_is_cut_off_fails() {
    server.answersAndCloses("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nbegun");

    assertThatThrownBy(() -> send(get("/"))).hasCauseInstanceOf(IOException.class);
  }

  @Test
  void an_early_hint_is_not_the_answer() throws Exception {
    server.answers("HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n" + answer("204 No Content", ""));

    assertThat(send(get("/")).status()).isEqualTo(204);
  }

  @Test
  void a_connection_serves_the_next_request_of_its_client_alone() throws Exception {
    server.answers(answer("200 OK", "1"), answer("200 OK", "2"), answer("200 OK", "3"));
    OutboundClient client = outbound.client(LOOPBACK, LIMITS);

    assertThat(client.send(get("/")).toCompletableFuture().get().text()).isEqualTo("1");
    assertThat(client.send(get("/")).toCompletableFuture().get().text()).isEqualTo("2");
    assertThat(server.connections()).isEqualTo(1);
    assertThat(send(get("/")).text()).isEqualTo("3");
    assertThat(server.connections()).isEqualTo(2);
  }

  @Test
  void a_header_cannot_smuggle_in_another() {
    OutboundRequest request = OutboundRequest.get(address("/"), Map.of("a", "b\r\nc: d"));

    assertThatThrownBy(() -> send(request)).rootCause().isInstanceOf(Exception.class);
    assertThat(server.requests()).isZero();
  }
}
