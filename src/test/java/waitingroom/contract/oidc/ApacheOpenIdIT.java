package waitingroom.contract.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waitingroom.testkit.Answer;
import waitingroom.testkit.ApacheShop;
import waitingroom.testkit.NodeScript;
import waitingroom.testkit.OpenIdShop;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** A shop behind Apache's mod_auth_openidc, with the settings that the module has by itself. */
class ApacheOpenIdIT {
  /** Of the waiting room, against the clock of the shop. */
  private static final AtomicReference<Duration> BEHIND = new AtomicReference<>(Duration.ZERO);

  private static TestNode node;

  @BeforeAll
  static void start() {
    NodeScript.needs(
        ApacheShop.installed(),
        "apache2 and libapache2-mod-auth-openidc are not both installed, so no shop is tested"
            + " behind that module");
    InstantSource clock = () -> Instant.now().minus(BEHIND.get());
    node =
        TestNode.start(ApacheOpenIdIT.class, clock.withZone(ZoneOffset.UTC), OpenIdShop.settings());
  }

  @AfterAll
  static void stop() {
    if (node != null) {
      node.close();
    }
  }

  @Test
  void a_visitor_comes_in_and_again_when_their_session_is_older_than_ten_minutes(
      @TempDir Path folder) throws Exception {
    int port = OpenIdShop.freePort();
    OpenIdShop client = OpenIdShop.of(node.newRoom(), ApacheShop.redirectUri(port));
    TestRoom room = client.room();
    try (ApacheShop shop =
        ApacheShop.start(port, node.visitor().base() + "/oidc", client, folder)) {
      BEHIND.set(Duration.ofSeconds(615));
      String requestId = room.joinServed();
      assertThat(room.token(requestId).status()).as("the session begins").isEqualTo(200);
      BEHIND.set(Duration.ZERO);
      comesIn(shop, client, requestId);
      comesIn(shop, client, requestId);
      comesIn(shop, client, room.joinServed());
    }
  }

  /** In a browser that knows nothing yet. */
  private static void comesIn(ApacheShop shop, OpenIdShop client, String requestId)
      throws Exception {
    HttpClient browser =
        HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    HttpResponse<String> page = get(browser, shop.page());
    assertThat(page.uri().getPath()).as(page.body()).isEqualTo("/oidc/login");
    Answer turn = client.goOn(page.uri().getRawQuery().substring("tx=".length()), requestId);
    assertThat(turn.status()).as(turn.toString()).isEqualTo(200);
    HttpResponse<String> in = get(browser, URI.create(turn.json().get("location").textValue()));
    assertThat(in.body()).isEqualTo("inside");
    assertThat(in.uri()).isEqualTo(shop.page());
    assertThat(get(browser, shop.page()).body()).as("and stays in").isEqualTo("inside");
  }

  private static HttpResponse<String> get(HttpClient browser, URI uri) throws Exception {
    return browser.send(
        HttpRequest.newBuilder(uri).header("Accept", "text/html").build(), BodyHandlers.ofString());
  }
}
