package waitingroom.contract.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import waitingroom.testkit.Answer;
import waitingroom.testkit.BrowserVisit;
import waitingroom.testkit.Chromium;
import waitingroom.testkit.Look;
import waitingroom.testkit.OnNode;
import waitingroom.testkit.OpenWaitingPage;
import waitingroom.testkit.Profile;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** What the access log of a proxy can hold of a visit: addresses, and no request id in them. */
@OnNode(Profile.QUICK)
@Tag("browser")
class AddressesIT {
  private static TestNode node;
  @AutoClose private static Chromium browser;

  @BeforeAll
  static void start(TestNode shared) {
    browser = Chromium.start();
    node = shared;
  }

  private static OpenWaitingPage tab(BrowserVisit visit) {
    return new OpenWaitingPage(visit.tab());
  }

  private static String address(TestRoom room) {
    return node.visitor().base() + "/waiting-room/" + room.id();
  }

  private static void isInNone(BrowserVisit visit, String id) {
    assertThat(id).hasSize(36);
    assertThat(visit.addresses())
        .isNotEmpty()
        .noneMatch(address -> address.contains(id) || address.contains("request_id"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_visit_from_the_join_to_the_shop_names_its_place_in_no_address(boolean cookies) {
    TestRoom room = node.newRoom();
    room.design("{\"hand_over\": \"fragment\"}");
    room.join();
    try (BrowserVisit visit = browser.visit(Look.PHONE)) {
      if (!cookies) {
        visit.blockCookies();
      }
      OpenWaitingPage page = tab(visit);
      Response joined =
          page.page()
              .waitForResponse("**/assign_queue_num", () -> page.page().navigate(address(room)));
      String id = Answer.parse(joined.text()).get("api_request_id").textValue();
      page.in("waiting").shows("position", "2");
      room.serve(2);
      page.in("turn").part("enter").click();
      page.page().waitForURL("**/health/live#access_token=*");
      assertThat(visit.context().cookies()).hasSize(cookies ? 1 : 0);
      // The stream worked, so nothing was polled.
      assertThat(visit.addresses())
          .anyMatch(address -> address.endsWith("/stream" + room.query()))
          .noneMatch(address -> address.contains("/line?"));
      isInNone(visit, id);
      assertThat(visit.errors()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nor_does_one_that_polls(boolean cookies) {
    TestRoom room = node.newRoom();
    try (BrowserVisit visit = browser.visit(Look.PHONE)) {
      if (!cookies) {
        visit.blockCookies();
      }
      visit.context().route("**/stream?*", route -> route.abort());
      OpenWaitingPage page = tab(visit);
      Response joined =
          page.page()
              .waitForResponse("**/assign_queue_num", () -> page.page().navigate(address(room)));
      page.in("waiting").shows("position", "1");
      room.serve(1);
      page.in("turn");
      assertThat(visit.addresses()).anyMatch(address -> address.endsWith("/line" + room.query()));
      isInNone(visit, Answer.parse(joined.text()).get("api_request_id").textValue());
    }
  }

  @Test
  void nor_does_the_page_without_scripts() {
    TestRoom room = node.newRoom();
    room.design("{\"hand_over\": \"fragment\"}");
    try (BrowserVisit visit = browser.visit(Look.PHONE.withoutScripts())) {
      Page page = OpenWaitingPage.of(room, visit, "/plain").page();
      page.locator("button").click();
      assertThat(page.locator("h1")).hasText("You are in line");
      room.serve(1);
      page.reload();
      assertThat(page.locator("h1")).hasText("It is your turn");
      page.locator("button").click();
      page.waitForURL("**/health/live#access_token=*");
      isInNone(visit, visit.context().cookies().get(0).value);
    }
  }
}
