package waitingroom.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The filter in a real Tomcat, with the keys of a real JWKS server. */
class WaitingRoomFilterTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final long NOW = 2_000_000_000;
  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC);
  private static final PublicJsonWebKey RSA = Tokens.key("RS256", "rsa");
  private static final PublicJsonWebKey EC = Tokens.key("ES256", "ec");
  private static final String GOOD = Tokens.signed(RSA, Tokens.claims(NOW));

  private static JwksServer jwks;
  private static ExampleShop shop;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    jwks = new JwksServer();
    jwks.publish(RSA, EC);
    shop =
        ExampleShop.with(
            new WaitingRoomFilter(CLOCK, System::nanoTime), parameters(jwks.url()), folder);
  }

  @AfterAll
  static void stop() throws Exception {
    shop.close();
    jwks.close();
  }

  private static Map<String, String> parameters(URI url) {
    Map<String, String> parameters = new HashMap<>();
    parameters.put("jwks-url", url.toString());
    parameters.put("issuer", "https://other.example, " + Tokens.ISSUER);
    parameters.put("room", Tokens.ROOM);
    parameters.put("waiting-page", "https://waiting.example/{event_id}");
    parameters.put("return-hosts", "shop.example");
    parameters.put("token-headers", "Authorization, X-Token");
    return parameters;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: %s",
        "Authorization: Bearer %s",
        "authorization: bearer %s",
        "X-Token: %s",
        "Cookie: a=b; waiting_room_token=%s"
      })
  void a_good_token_opens_wherever_it_may_be(String header) throws Exception {
    assertThat(get(header.formatted(GOOD)).statusCode()).isEqualTo(200);
  }

  @Test
  void a_token_of_each_algorithm_opens() throws Exception {
    assertThat(get("Authorization: " + Tokens.signed(EC, Tokens.claims(NOW))).statusCode())
        .isEqualTo(200);
  }

  @Test
  void the_application_learns_who_it_is_from_the_token_and_not_from_the_client() throws Exception {
    HttpResponse<String> answer =
        get(
            "Authorization: " + GOOD,
            "X-Waiting-Room-Request-Id: mine",
            "x-waiting-room-QUEUE-position: 1",
            "X_Waiting_Room_Event_Id: mine",
            "X-Waiting-Room-Other: mine",
            "X-Not-Waiting: kept");

    assertThat(answer.body().lines())
        .containsExactlyInAnyOrder(
            "waitingroom.request-id=" + Tokens.VISITOR,
            "waitingroom.queue-position=7",
            "waitingroom.event-id=Sample",
            "X-Waiting-Room-Request-Id: [" + Tokens.VISITOR + "] " + Tokens.VISITOR,
            "X-Waiting-Room-Queue-Position: [7] 7",
            "X-Waiting-Room-Event-Id: [Sample] Sample",
            "x-not-waiting: [kept] kept");
  }

  @Test
  void without_a_token_it_is_401_with_the_waiting_page() throws Exception {
    HttpResponse<String> answer = get();

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).contains("problem+json");
    assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(answer.headers().firstValue("X-Waiting-Room-Location"))
        .contains("https://waiting.example/Sample");
    assertThat(answer.body()).contains("\"status\":401");
  }

  @Test
  void a_browser_without_a_good_token_is_sent_to_the_waiting_page() throws Exception {
    for (String token : new String[] {"X: y", "Authorization: no.such.token"}) {
      HttpResponse<String> answer = get(token, "Accept: text/html,*/*;q=0.8");

      assertThat(answer.statusCode()).isEqualTo(302);
      assertThat(answer.headers().firstValue("Location"))
          .contains("https://waiting.example/Sample");
      assertThat(answer.body()).isEmpty();
    }
  }

  @Test
  void a_script_that_fetches_html_is_told_where_the_waiting_page_is() throws Exception {
    HttpResponse<String> answer = get("Accept: text/html", "Sec-Fetch-Mode: cors");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("X-Waiting-Room-Location"))
        .contains("https://waiting.example/Sample");
  }

  @Test
  void the_way_back_leads_to_the_hosts_that_are_allowed_and_to_no_other() throws Exception {
    assertThat(location("shop.example"))
        .isEqualTo(
            "https://waiting.example/Sample?return_to=http%3A%2F%2Fshop.example%2Fcart%3Fa%3D1");
    assertThat(location("shop.example.evil")).isEqualTo("https://waiting.example/Sample");
  }

  /** The redirect of a browser that requests a page from this host. */
  private static String location(String host) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), shop.port())) {
      String request =
          "GET /cart?a=1 HTTP/1.1\r\nHost: %s\r\nAccept: text/html\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.formatted(host).getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8)
          .lines()
          .filter(line -> line.startsWith("Location: "))
          .findFirst()
          .orElseThrow()
          .substring("Location: ".length());
    }
  }

  @Test
  void until_the_keys_were_fetched_it_is_503(@TempDir Path folder) throws Exception {
    URI nobody;
    try (JwksServer gone = new JwksServer()) {
      nobody = gone.url();
    }
    try (ExampleShop closed =
        ExampleShop.with(new WaitingRoomFilter(), parameters(nobody), folder)) {
      HttpResponse<String> answer = get(closed, "Authorization: " + GOOD, "Accept: text/html");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    }
  }

  static Stream<String> badTokens() {
    Map<String, Object> good = Tokens.claims(NOW);
    PublicJsonWebKey stranger = Tokens.key("RS256", "rsa");
    return Stream.of(
        "nonsense",
        GOOD + "x",
        GOOD.substring(0, GOOD.lastIndexOf('.') + 1),
        Tokens.signed(stranger, good),
        Tokens.signed("unheard-of", "RS256", RSA.getPrivateKey(), good),
        Tokens.signed("ec", "RS256", RSA.getPrivateKey(), good),
        Tokens.signed("rsa", "RS512", RSA.getPrivateKey(), good),
        Tokens.signed("rsa", "none", null, good),
        Tokens.signed("rsa", "HS256", new HmacKey(RSA.getPublicKey().getEncoded()), good),
        with("aud", "Another"),
        with("iss", "https://stranger.example/api"),
        with("token_use", "refresh"),
        with("exp", NOW - 60),
        with("nbf", NOW + 60),
        with("exp", "tomorrow"),
        with("queue_position", "first"));
  }

  @ParameterizedTest
  @MethodSource("badTokens")
  void a_bad_token_is_403_and_the_reason_is_not_told(String token) throws Exception {
    HttpResponse<String> answer = get("Authorization: " + token);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body())
        .isEqualTo(
            "{\"type\":\"about:blank\",\"title\":\"Forbidden\",\"status\":403,"
                + "\"detail\":\"The access token does not open this door\"}");
  }

  @Test
  void clocks_may_be_five_seconds_apart() throws Exception {
    assertThat(get("Authorization: " + with("exp", NOW - 4)).statusCode()).isEqualTo(200);
    assertThat(get("Authorization: " + with("exp", NOW - 5)).statusCode()).isEqualTo(403);
    assertThat(get("Authorization: " + with("nbf", NOW + 5)).statusCode()).isEqualTo(200);
    assertThat(get("Authorization: " + with("nbf", NOW + 6)).statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jwks-url", "issuer", "room"})
  void a_parameter_that_is_missing_is_named(String name) {
    Map<String, String> parameters = parameters(URI.create("https://waiting.example/jwks"));
    parameters.remove(name);
    assertThatThrownBy(() -> FilterSettings.read(parameters::get)).hasMessageContaining(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jwks-url=file:/keys", "leeway-seconds=301", "leeway-seconds=-1"})
  void a_parameter_that_is_wrong_is_named(String nameAndValue) {
    Map<String, String> parameters = parameters(URI.create("https://waiting.example/jwks"));
    String[] both = nameAndValue.split("=", 2);
    parameters.put(both[0], both[1]);
    assertThatThrownBy(() -> FilterSettings.read(parameters::get)).hasMessageContaining(both[0]);
  }

  private static String with(String name, Object value) {
    Map<String, Object> claims = Tokens.claims(NOW);
    claims.put(name, value);
    return Tokens.signed(RSA, claims);
  }

  private static HttpResponse<String> get(String... headers) throws Exception {
    return get(shop, headers);
  }

  private static HttpResponse<String> get(ExampleShop shop, String... headers) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + shop.port() + "/cart?a=1"));
    for (String header : headers) {
      String[] both = header.split(": ", 2);
      request.header(both[0], both[1]);
    }
    return HTTP.send(request.build(), BodyHandlers.ofString(UTF_8));
  }
}
