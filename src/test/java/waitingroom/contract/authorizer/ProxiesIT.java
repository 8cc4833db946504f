package waitingroom.contract.authorizer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jose4j.jwk.RsaJwkGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import waitingroom.testkit.Answer;
import waitingroom.testkit.Doors;
import waitingroom.testkit.EchoShop;
import waitingroom.testkit.RawHttp;
import waitingroom.testkit.ReverseProxy;
import waitingroom.testkit.ReverseProxy.Kind;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;
import waitingroom.testkit.TokenSmith;

/** Real reverse proxies, with the files of {@code conf/proxies}, in front of a shop and a node. */
class ProxiesIT {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final String BROWSER = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8";

  private static Doors doors;
  private static EchoShop shop;
  private static TestNode node;
  private static TestRoom room;
  private static TokenSmith smith;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    doors = Doors.in(folder);
    shop = EchoShop.open();
    node =
        TestNode.start(
            ProxiesIT.class,
            Clock.systemUTC(),
            doors.hosts().stream()
                .collect(
                    Collectors.joining(
                        "\", \"", "waiting-room.authorizer.return-hosts = [\"", "\"]")));
    room = new TestRoom(node, "Sample");
    smith = TokenSmith.of(node.signingKeysFile());
    doors.open(node, shop);
  }

  @AfterAll
  static void stop() {
    doors.close();
    shop.close();
    node.close();
  }

  private static HttpResponse<String> ask(Kind kind, String... headers) {
    return ask(doors.of(kind).base(), headers);
  }

  private static HttpResponse<String> ask(String base, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + "/cart?a=1")).timeout(Duration.ofSeconds(30));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String token(String requestId, String name) {
    return room.token(requestId).json().get(name).textValue();
  }

  /** Strict proxies answer 503 until the node knows which sessions have ended or expired. */
  private static void opens(Kind kind, String token) {
    Doors.needs(kind);
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> ask(kind, "Authorization", token).statusCode() == 200);
  }

  @ParameterizedTest
  @EnumSource
  void no_token_is_401_and_the_shop_hears_nothing(Kind kind) {
    int before = shop.visits();
    assertThat(ask(kind).statusCode()).isEqualTo(401);
    assertThat(shop.visits()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  void the_shop_hears_from_the_proxy_who_it_is_and_nothing_from_the_client(Kind kind) {
    String requestId = room.joinServed();
    String token = token(requestId, "access_token");
    opens(kind, token);
    HttpResponse<String> answer =
        ask(
            kind,
            "Authorization",
            "Bearer " + token,
            "X-Waiting-Room-Request-Id",
            "forged",
            "X-Waiting-Room-Queue-Position",
            "1000000",
            "x-waiting-room-event-id",
            "forged",
            "X_Waiting_Room_Request_Id",
            "forged",
            "X-Waiting_Room-Event_Id",
            "forged");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body().lines())
        .containsExactlyInAnyOrder(
            "x-waiting-room-request-id: " + requestId,
            "x-waiting-room-queue-position: " + room.position(requestId),
            "x-waiting-room-event-id: Sample");
  }

  /** Headers named in Connection are for the next hop alone, so proxies may remove them. */
  @ParameterizedTest
  @EnumSource
  void the_shop_hears_who_it_is_although_the_client_names_our_headers_in_connection(Kind kind) {
    String requestId = room.joinServed();
    String token = token(requestId, "access_token");
    opens(kind, token);
    for (String named :
        List.of(
            "X-Waiting-Room-Request-Id",
            "x-waiting-room-queue-position,te , X-WAITING-ROOM-EVENT-ID")) {
      URI door = URI.create(doors.of(kind).base());
      String request =
          "GET /cart HTTP/1.1\r\nHost: %s\r\nConnection: close, %s\r\nAuthorization: %s\r\n\r\n"
              .formatted(door.getAuthority(), named, token);
      Answer answer = RawHttp.exchange(door, request.getBytes(UTF_8));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text())
          .contains("x-waiting-room-request-id: " + requestId)
          .contains("x-waiting-room-queue-position: " + room.position(requestId))
          .contains("x-waiting-room-event-id: Sample");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_token_opens_alone_after_bearer_and_in_a_cookie(Kind kind) {
    String token = token(room.joinServed(), "access_token");
    opens(kind, token);
    assertThat(ask(kind, "Authorization", "Bearer " + token).statusCode()).isEqualTo(200);
    assertThat(ask(kind, "Cookie", "a=b; waiting_room_token=" + token).statusCode()).isEqualTo(200);
    assertThat(
            ask(kind, "Authorization", "Basic dTpw", "Cookie", "waiting_room_token=" + token)
                .statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource
  void bad_tokens_are_403_and_the_shop_hears_nothing(Kind kind) throws Exception {
    String requestId = room.joinServed();
    String good = token(requestId, "access_token");
    opens(kind, good);
    int before = shop.visits();
    for (Map.Entry<String, String> bad : badTokens(requestId, good).entrySet()) {
      assertThat(ask(kind, "Authorization", "Bearer " + bad.getValue()).statusCode())
          .as(bad.getKey())
          .isEqualTo(403);
      assertThat(ask(kind, "Cookie", "waiting_room_token=" + bad.getValue()).statusCode())
          .as(bad.getKey() + " in a cookie")
          .isEqualTo(403);
    }
    assertThat(shop.visits()).isEqualTo(before);
  }

  private static Map<String, String> badTokens(String requestId, String good) throws Exception {
    Map<String, Object> claims = TokenSmith.claims(good);
    byte[] pem = node.visitor().get("/public_key.pem").body();
    long now = Clock.systemUTC().instant().getEpochSecond();
    Map<String, String> bad = new LinkedHashMap<>();
    bad.put("expired", smith.signed(TokenSmith.claims(good, "exp", now - 60)));
    bad.put("not yet valid", smith.signed(TokenSmith.claims(good, "nbf", now + 60)));
    bad.put("wrong room", smith.signed(TokenSmith.claims(good, "aud", "Other")));
    bad.put("wrong issuer", smith.signed(TokenSmith.claims(good, "iss", "https://evil.example")));
    bad.put("tampered", TokenSmith.tampered(good, TokenSmith.claims(good, "queue_position", 1L)));
    bad.put("alg none", smith.unsigned(claims));
    bad.put("HS256 signed with the public key", smith.hmac(claims, pem));
    bad.put("another key", smith.signedByAnother(claims, RsaJwkGenerator.generateJwk(2048)));
    bad.put("refresh token", token(requestId, "refresh_token"));
    bad.put("id token", token(requestId, "id_token"));
    bad.put("no exp", smith.signed(TokenSmith.without(good, "exp")));
    bad.put("no token at all", "x.y.z");
    return bad;
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "HAPROXY_JWT")
  void a_completed_session_does_not_open(Kind kind) {
    String requestId = room.joinServed();
    String token = token(requestId, "access_token");
    opens(kind, token);
    room.end(requestId, 1);
    assertThat(ask(kind, "Authorization", token).statusCode()).isEqualTo(403);
  }

  /** The price of not asking the node, as the configuration file says. */
  @ParameterizedTest
  @EnumSource(mode = Mode.INCLUDE, names = "HAPROXY_JWT")
  void where_nobody_is_asked_a_completed_session_opens_until_its_token_expires(Kind kind) {
    String requestId = room.joinServed();
    String token = token(requestId, "access_token");
    room.end(requestId, 1);
    assertThat(ask(kind, "Authorization", token).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource
  void a_browser_is_sent_to_the_waiting_page_and_back_to_this_host_alone(Kind kind) {
    for (String token : new String[] {"", "x.y.z"}) {
      HttpResponse<String> answer =
          ask(
              kind,
              "Accept",
              BROWSER,
              "Authorization",
              "Bearer " + token,
              "X-Original-URL",
              "https://evil.example/",
              "X-Forwarded-Host",
              "evil.example");
      assertThat(answer.statusCode()).isEqualTo(302);
      assertThat(answer.headers().firstValue("Location").orElseThrow())
          .startsWith("/__waiting-room/waiting-room/Sample?return_to=")
          .doesNotContain("evil")
          .containsPattern("=(http%3A%2F%2F127\\.0\\.0\\.1%3A\\d+)?%2[Ff]cart%3[Ff]a%3[Dd]1$");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_script_that_fetches_html_is_told_where_the_waiting_page_is(Kind kind) {
    HttpResponse<String> none = ask(kind, "Accept", BROWSER, "Sec-Fetch-Mode", "cors");
    assertThat(none.statusCode()).isEqualTo(401);
    HttpResponse<String> bad =
        ask(kind, "Accept", BROWSER, "Sec-Fetch-Mode", "same-origin", "Authorization", "x.y.z");
    assertThat(bad.statusCode()).isEqualTo(403);
    for (HttpResponse<String> answer : List.of(none, bad)) {
      assertThat(answer.headers().firstValue("X-Waiting-Room-Location").orElseThrow())
          .startsWith("/__waiting-room/waiting-room/Sample?return_to=");
      assertThat(answer.headers().firstValue("Location")).isEmpty();
    }
    assertThat(ask(kind, "Accept", BROWSER, "Sec-Fetch-Mode", "navigate").statusCode())
        .isEqualTo(302);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "HAPROXY_JWT")
  void when_the_waiting_room_is_away_nobody_comes_in(Kind kind) throws Exception {
    Doors.needs(kind);
    String token = token(room.joinServed(), "access_token");
    int before = shop.visits();
    try (ReverseProxy alone = doors.another(kind, Doors.freePort(), Doors.freePort(), node, shop)) {
      HttpResponse<String> answer = ask(alone.base(), "Authorization", token);
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    }
    assertThat(shop.visits()).isEqualTo(before);
  }
}
