package waitingroom.contract.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import waitingroom.testkit.Answer;
import waitingroom.testkit.BrowserVisit;
import waitingroom.testkit.Chromium;
import waitingroom.testkit.Look;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** Sample shop, with its API of contract part 7. */
@Tag("browser")
class SampleShopIT {
  private static final String PICTURES = "sample-shop";
  private static TestNode node;

  @BeforeAll
  static void start() {
    node =
        TestNode.start(
            SampleShopIT.class,
            Clock.systemUTC(),
            """
            waiting-room.public.issuer = ""
            waiting-room.pages { sample-shop = on, target = "/sample/checkout?event_id={event_id}" }
            """);
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void its_api_opens_with_the_raw_token_alone() {
    TestRoom room = node.newRoom();
    String token = room.token(room.joinServed()).json().get("access_token").textValue();
    for (String path : List.of("checkout", "search", "layaway")) {
      String target = "/store/" + path + room.query();
      assertThat(node.visitor().get(target).status()).isEqualTo(401);
      assertThat(store(target, token + "x").status()).isEqualTo(403);
      Answer answer = store(target, token);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.json().toString()).isEqualTo("{\"result\":\"Success\"}");
      assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
      Answer preflight = node.visitor().send("OPTIONS", target, "");
      assertThat(preflight.header("Access-Control-Allow-Headers")).contains("*");
    }
    TestRoom other = node.newRoom();
    assertThat(store("/store/search" + other.query(), token).status()).isEqualTo(403);
  }

  private static Answer store(String target, String token) {
    return node.visitor().send("GET", target, "", "Authorization", token);
  }

  @Test
  void from_the_front_page_through_the_line_to_the_receipt_and_to_the_start() {
    TestRoom room = new TestRoom(node, "Sample");
    try (Chromium chromium = Chromium.start();
        BrowserVisit visit = chromium.visit(Look.PHONE)) {
      Page page = visit.tab();
      page.navigate(node.visitor().base() + "/sample");
      BrowserVisit.accessible(page, PICTURES, "front");
      page.getByText("Buy tickets").click();
      assertThat(page).hasURL(Pattern.compile("/waiting-room/Sample\\?return_to="));
      assertThat(page.locator("[data-part=position]")).hasText("1");

      room.serve(1);
      page.locator("[data-part=enter]").click();
      assertThat(page).hasURL(Pattern.compile("/sample/checkout\\?event_id=Sample$"));
      assertThat(page.getByText("You were number 1 in line")).isVisible();
      BrowserVisit.accessible(page, PICTURES, "checkout");
      page.getByText("Search for seats").click();
      assertThat(page.getByRole(AriaRole.STATUS)).hasText("Success");

      page.getByText("Buy now").click();
      assertThat(page.getByText("Thank you")).isVisible();
      BrowserVisit.accessible(page, PICTURES, "receipt");
      assertThat(room.counter("completed_counter")).isEqualTo(1);

      page.getByText("Start over").click();
      assertThat(page).hasURL(Pattern.compile("/sample/$"));
      page.getByText("Buy tickets").click();
      assertThat(page.locator("[data-part=position]")).hasText("2");
      assertThat(visit.errors()).isEmpty();
      assertThat(visit.hosts()).hasSize(1);

      page.route("**/heartbeat", route -> route.fulfill(new Route.FulfillOptions().setStatus(410)));
      room.serve(1);
      page.locator("[data-part=enter]").click();
      assertThat(page.getByText("Your time is up")).isVisible();
      page.getByText("Start over").click();
      page.getByText("Buy tickets").click();
      assertThat(page.locator("[data-part=position]")).hasText("3");
    }
  }
}
