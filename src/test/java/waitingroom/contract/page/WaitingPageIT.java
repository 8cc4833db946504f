package waitingroom.contract.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import waitingroom.testkit.Answer;
import waitingroom.testkit.BrowserVisit;
import waitingroom.testkit.Chromium;
import waitingroom.testkit.Look;
import waitingroom.testkit.OpenWaitingPage;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** Visits to the waiting page, in a real browser. */
@Tag("browser")
class WaitingPageIT {
  private static final String SHOP = "https://shop.example/in";
  @AutoClose private static TestNode node;
  @AutoClose private static Chromium browser;

  private BrowserVisit visit;

  @BeforeAll
  static void start() {
    browser = Chromium.start();
    node =
        TestNode.start(
            WaitingPageIT.class,
            Clock.systemUTC(),
            """
            waiting-room.public.port = %d
            waiting-room.pages.target = "%s"
            waiting-room.rooms.position-expiry-check-interval = 0s
            """
                .formatted(freePort(), SHOP));
  }

  /** A port that stays the same after a restart. */
  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeEach
  void come() {
    visit = browser.visit(Look.PHONE);
  }

  @AfterEach
  void leave() {
    visit.close();
  }

  private OpenWaitingPage opened(TestRoom room) {
    return OpenWaitingPage.of(room, visit);
  }

  private static void shopAnswers(BrowserContext context) {
    context.route(
        "https://shop.example/**",
        route -> route.fulfill(new Route.FulfillOptions().setBody("<title>Shop</title>")));
  }

  /** The device's clock is an hour ahead, which must not matter. */
  @Test
  void before_a_sale_the_page_counts_down_and_at_its_start_goes_on() {
    TestRoom room =
        node.newRoom("{\"inlet\": {\"strategy\": \"capacity\", \"total_active_users\": 1}}");
    Instant now = Instant.ofEpochSecond(Instant.now().getEpochSecond());
    String sale =
        """
        {"name": "sale", "prequeue_start_time": "%s", "event_start_time": "%s",
         "event_end_time": "%s"}"""
            .formatted(now.minusSeconds(400), now.plusSeconds(240), now.plusSeconds(600));
    String path = "/rooms/" + room.id() + "/schedule";
    Answer made = node.admin().post(path, sale);
    assertThat(made.status()).isEqualTo(201);
    visit
        .context()
        .addInitScript("const now = Date.now; Date.now = () => now.call(Date) + 3_600_000;");

    OpenWaitingPage page = opened(room).in("prequeue");
    page.shows("position", "1");
    assertThat(page.part("starts")).hasText(Pattern.compile("[1-4]:\\d\\d"));
    page.titled("^[1-4]:\\d\\d · ");
    page.hides("wait");

    Instant sooner = Instant.ofEpochSecond(Instant.now().getEpochSecond() + 2);
    Answer moved =
        node.admin()
            .send(
                "PATCH",
                path + "/" + made.json().get("id").textValue(),
                "{\"event_start_time\": \"" + sooner + "\"}");
    assertThat(moved.status()).as(moved.text()).isEqualTo(200);
    page.in("turn");
    assertThat(Instant.now()).isAfterOrEqualTo(sooner);
  }

  @Test
  void two_people_wait_are_told_are_called_and_go_on() {
    TestRoom room = node.newRoom();
    room.design("{\"hand_over\": \"fragment\"}");
    OpenWaitingPage first = opened(room).in("waiting");
    first.shows("position", "1");
    try (BrowserVisit other = browser.visit(Look.DESK)) {
      OpenWaitingPage second = OpenWaitingPage.of(room, other).in("waiting");
      second.shows("position", "2");
      second.shows("ahead", "1");
      second.titled("^1 · ");

      long since = System.nanoTime();
      room.configure("{\"message\": \"Doors open at 20:00\"}");
      second.shows("message", "Doors open at 20:00");
      assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(2));
      first.shows("message", "Doors open at 20:00");

      room.serve(1);
      first.in("turn").titled("^● It is your turn — ");
      assertThat(first.part("enter")).hasText("Continue");
      assertThat(first.page().locator("link[rel=icon]"))
          .hasAttribute("href", Pattern.compile(".*/icon-turn.svg"));
      second.shows("ahead", "0");
      second.hides("enter");
      assertThat(first.announced()).startsWith("It is your turn");

      shopAnswers(visit.context());
      assertThat(visit.hosts()).hasSize(1);
      first.part("enter").click();
      first.page().waitForURL(SHOP + "#**");
      String token = first.page().url().replaceAll(".*#access_token=([^&]+).*", "$1");
      assertThat(
              node.visitor()
                  .send("GET", "/authorizer" + room.query(), "", "Authorization", "Bearer " + token)
                  .status())
          .isEqualTo(200);
      assertThat(first.page().url().split("#", 2)[0]).isEqualTo(SHOP);
      assertThat(other.errors()).isEmpty();
    }
    assertThat(visit.errors()).isEmpty();
  }

  @Test
  void a_place_survives_reload_closed_tab_lost_cookie_and_lost_storage() {
    TestRoom room = node.newRoom();
    OpenWaitingPage page = opened(room).in("waiting");
    page.page().reload();
    page.in("waiting").shows("position", "1");

    visit.context().clearCookies();
    page.page().reload();
    page.in("waiting").shows("position", "1");

    page.page().evaluate("localStorage.clear()");
    page.page().close();
    opened(room).in("waiting").shows("position", "1");
    assertThat(room.counter("queue_counter")).isEqualTo(1);
    assertThat(visit.errors()).isEmpty();
  }

  @Test
  void tabs_that_open_at_once_share_one_place_and_a_new_one_too() {
    TestRoom room =
        node.newRoom(
            "{\"enable_queue_position_expiry\": true, \"queue_position_expiry_period\": 1}");
    List<Page> tabs = Stream.generate(visit::tab).limit(2).toList();
    String address = node.visitor().base() + "/waiting-room/" + room.id();
    // Unlike Page.navigate, this does not wait for a tab to load.
    tabs.forEach(tab -> tab.evaluate("to => { location.href = to }", address));
    List<OpenWaitingPage> pages = tabs.stream().map(OpenWaitingPage::new).toList();
    pages.forEach(page -> page.in("waiting").shows("position", "1"));
    assertThat(room.counter("queue_counter")).isEqualTo(1);

    room.serve(1);
    pages.forEach(page -> page.in("expired"));
    pages.get(1).part("again").click();
    pages.forEach(page -> page.in("waiting").shows("position", "2"));
    assertThat(room.counter("queue_counter")).isEqualTo(2);
    assertThat(visit.errors()).isEmpty();
  }

  @Test
  void it_goes_on_by_itself_once_where_the_room_wants_that() {
    TestRoom room = node.newRoom();
    room.design("{\"auto_forward\": true, \"target\": \"" + SHOP + "\", \"hand_over\": \"form\"}");
    OpenWaitingPage page = opened(room).in("waiting");
    shopAnswers(visit.context());
    var posted =
        page.page().waitForRequest(request -> request.url().equals(SHOP), () -> room.serve(1));
    assertThat(posted.method()).isEqualTo("POST");
    assertThat(posted.postData()).contains("access_token=ey");
    page.page().waitForURL(SHOP);

    OpenWaitingPage back = opened(room).in("turn");
    back.shows("detail", "You have already continued to the site. You can do it again here.");
    back.part("enter").click();
    back.page().waitForURL(SHOP);
    assertThat(visit.errors()).isEmpty();
  }

  @Test
  void nobody_is_lost_offline_and_when_the_room_starts_anew() {
    TestRoom room = node.newRoom();
    room.join(3);
    OpenWaitingPage page = opened(room).in("waiting");
    page.shows("ahead", "3");
    visit.context().setOffline(true);
    assertThat(page.part("notice")).containsText("You are offline");
    room.serve(2);
    visit.context().setOffline(false);
    page.shows("ahead", "1");
    page.hides("notice");
    visit.errors();

    room.reset();
    assertThat(page.part("notice")).containsText("was restarted");
    page.in("waiting").shows("position", "1");
    assertThat(room.counter("queue_counter")).isEqualTo(1);
  }

  @Test
  void a_restart_of_the_server_is_waited_for() {
    TestRoom room = node.newRoom();
    OpenWaitingPage page = opened(room).in("waiting");
    String id = page.requestId();
    node = node.restarted(() -> assertThat(page.part("notice")).containsText("keeps trying"));
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !page.part("notice").isVisible());
    TestRoom again = room.on(node);
    again.serve(1);
    page.page()
        .locator("[data-state=turn]")
        .waitFor(new com.microsoft.playwright.Locator.WaitForOptions().setTimeout(60_000));
    assertThat(page.requestId()).isEqualTo(id);
  }
}
