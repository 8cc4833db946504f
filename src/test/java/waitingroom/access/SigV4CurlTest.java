package waitingroom.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import waitingroom.access.Authentication.Authenticated;
import waitingroom.access.Authentication.Denied;
import waitingroom.access.Authentication.Reason;
import waitingroom.access.SignedRequest.Header;

/** Verifies signatures of curl ({@code --aws-sigv4}). */
class SigV4CurlTest {
  private final SigV4 sigV4 = new SigV4(KeyFiles.example(), SigV4.EXECUTE_API, Clock.systemUTC());
  private final BlockingQueue<SignedRequest> requests = new LinkedBlockingQueue<>();
  private HttpServer server;

  @BeforeAll
  static void curl_is_there() throws InterruptedException {
    try {
      new ProcessBuilder("curl", "--version")
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      if ("true".equals(System.getenv("CI"))) {
        fail("curl is not installed, so its signatures are not tested: install curl", e);
      }
      System.err.println("SKIPPED: curl is not installed, so its signatures are not tested");
      abort("curl is not installed");
    }
  }

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::keep);
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  @Test
  void a_get_is_accepted() throws Exception {
    SignedRequest request = curl(KeyFiles.SECRET, "/api/num_active_tokens?event_id=Sample");
    assertThat(sigV4.authenticate(request)).isEqualTo(new Authenticated(KeyFiles.OWNER));
  }

  @Test
  void a_get_with_several_parameters_is_accepted() throws Exception {
    SignedRequest request = curl(KeyFiles.SECRET, "/api/x?a=1&b=two-._~&c=");
    assertThat(sigV4.authenticate(request)).isEqualTo(new Authenticated(KeyFiles.OWNER));
  }

  @Test
  void a_post_with_a_body_is_accepted() throws Exception {
    SignedRequest request =
        curl(
            KeyFiles.SECRET,
            "/api/increment_serving_counter",
            "-H",
            "Content-Type: application/json",
            "-d",
            "{\"event_id\": \"Sample\", \"increment_by\": 1}");
    assertThat(request.body()).isNotEmpty();
    assertThat(sigV4.authenticate(request)).isEqualTo(new Authenticated(KeyFiles.OWNER));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/rooms/Sample/history?step=1m&format=csv",
        "/audit?from=2026-11-30T12:00:00Z",
        "/audit?to=2026-12-01T00:00:00Z&from=2026-11-30T12:00:00%2B01:00&principal=a/b,c@d",
        "/audit?principal=J%C3%BCrgen+P&after=x&after=",
        "/api/num_active_tokens?event_id=Sample&empty&&b=2&a=1",
        "/alarms/shop%20breaks?x=1"
      })
  void an_address_is_accepted_as_it_is_sent(String target) throws Exception {
    SignedRequest request = curl(KeyFiles.SECRET, target);
    assertThat(sigV4.authenticate(request)).isEqualTo(new Authenticated(KeyFiles.OWNER));
  }

  @ParameterizedTest
  @CsvSource({
    "from=12:00&to=13:00, from=12:00&to=13:01",
    "from=12:00&to=13:00, from=12:00",
    "from=12:00&to=13:00, from=12:00&to=13:00&x",
    "from=12:00&to=13:00, from=12:00%26to=13:00",
    "from=12%2B00, from=12%252B00"
  })
  void a_changed_query_is_denied(String signed, String sent) throws Exception {
    SignedRequest request = curl(KeyFiles.SECRET, "/audit?" + signed);
    SignedRequest changed =
        new SignedRequest(
            request.method(), request.rawPath(), sent, request.headers(), request.body());
    assertThat(sigV4.authenticate(changed)).isEqualTo(new Denied(Reason.BAD_SIGNATURE));
  }

  @Test
  void a_wrong_secret_is_denied() throws Exception {
    SignedRequest request = curl(KeyFiles.SECRET + "x", "/api/num_active_tokens?event_id=Sample");
    assertThat(sigV4.authenticate(request)).isEqualTo(new Denied(Reason.BAD_SIGNATURE));
  }

  private SignedRequest curl(String secret, String target, String... more) throws Exception {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("curl", "-sS", "--fail", "--noproxy", "*", "--max-time", "20"));
    command.addAll(List.of("--aws-sigv4", "aws:amz:us-east-1:execute-api"));
    command.addAll(List.of("--user", KeyFiles.ID + ":" + secret));
    command.addAll(List.of(more));
    command.add("http://127.0.0.1:" + server.getAddress().getPort() + target);
    Process curl = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(curl.getInputStream().readAllBytes(), UTF_8);
    assertThat(curl.waitFor()).as(said).isZero();
    SignedRequest request = requests.poll(10, TimeUnit.SECONDS);
    assertThat(request).isNotNull();
    return request;
  }

  private void keep(HttpExchange exchange) throws IOException {
    try (exchange) {
      List<Header> headers = new ArrayList<>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> values.forEach(v -> headers.add(new Header(name, v))));
      requests.add(
          new SignedRequest(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getRawPath(),
              exchange.getRequestURI().getRawQuery(),
              headers,
              exchange.getRequestBody().readAllBytes()));
      exchange.sendResponseHeaders(204, -1);
    }
  }
}
