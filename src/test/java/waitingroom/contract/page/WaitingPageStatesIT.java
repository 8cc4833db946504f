package waitingroom.contract.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import waitingroom.testkit.Answer;
import waitingroom.testkit.BrowserVisit;
import waitingroom.testkit.Chromium;
import waitingroom.testkit.Look;
import waitingroom.testkit.OnNode;
import waitingroom.testkit.OpenWaitingPage;
import waitingroom.testkit.Profile;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** Every state of the waiting page: its content, its check by axe-core, and its picture. */
@OnNode(Profile.QUICK)
@Tag("browser")
class WaitingPageStatesIT {
  private static final String PICTURES = "waiting";
  private static final String LOGO =
      "data:image/svg+xml;base64,"
          + java.util.Base64.getEncoder()
              .encodeToString(
                  ("<svg xmlns='http://www.w3.org/2000/svg' width='96' height='40'>"
                          + "<rect width='96' height='40' rx='8' fill='#7a1fa2'/></svg>")
                      .getBytes(java.nio.charset.StandardCharsets.UTF_8));
  private static TestNode node;
  @AutoClose private static Chromium browser;

  @BeforeAll
  static void start(TestNode shared) {
    browser = Chromium.start();
    node = shared;
  }

  private static void accessible(OpenWaitingPage page, String state) {
    BrowserVisit.accessible(page.page(), PICTURES, state);
  }

  @Test
  void each_state_says_what_to_do_and_everybody_can_read_it() {
    try (BrowserVisit visit = browser.visit(Look.PHONE)) {
      TestRoom room =
          node.newRoom(
              "{\"message\": \"Doors open at 20:00.\\nBring your ticket.\", \"max_queue_length\": 3}");
      room.join(2);
      OpenWaitingPage page = OpenWaitingPage.of(room, visit).in("waiting");
      page.shows("position", "3");
      room.serve(1);
      page.shows("ahead", "1");
      accessible(page, "waiting");
      BrowserVisit late = browser.visit(Look.PHONE);
      OpenWaitingPage full = OpenWaitingPage.of(room, late).in("full");
      accessible(full, "full");
      late.close();
      room.configure("{\"queueing_method\": \"reject\"}");
      try (BrowserVisit turnedAway = browser.visit(Look.PHONE)) {
        OpenWaitingPage rejected = OpenWaitingPage.of(room, turnedAway).in("rejected");
        accessible(rejected, "rejected");
      }

      room.configure("{\"paused\": true}");
      page.in("paused").shows("position", "3");
      accessible(page, "paused");
      room.configure("{\"enable_queue_position_expiry\": false}");
      room.serve(2);
      page.in("turn").hides("left");
      accessible(page, "turn-open");

      assertThat(node.admin().send("DELETE", "/rooms/" + room.id(), "").status()).isEqualTo(204);
      page.in("closed");
      accessible(page, "closed");
    }
  }

  @Test
  void whoever_is_called_sees_the_time_that_is_left_and_then_that_it_is_over() {
    try (BrowserVisit visit = browser.visit(Look.PHONE)) {
      TestRoom room =
          node.newRoom(
              "{\"enable_queue_position_expiry\": true, \"queue_position_expiry_period\": 3}");
      OpenWaitingPage page = OpenWaitingPage.of(room, visit).in("waiting");
      room.serve(1);
      assertThat(page.in("turn").part("left")).hasText(java.util.regex.Pattern.compile("0:0[123]"));
      accessible(page, "turn");
      page.in("expired").titled("^Your turn has expired — ");
      accessible(page, "expired");
      page.part("again").click();
      page.in("waiting").shows("position", "2");
      assertThat(visit.errors()).isEmpty();
    }
  }

  @Test
  void where_there_is_no_room_a_page_says_so() {
    try (BrowserVisit visit = browser.visit(Look.PHONE)) {
      Page page = visit.tab();
      Response answer = page.navigate(node.visitor().base() + "/waiting-room/no-such-room");
      assertThat(answer.status()).isEqualTo(404);
      assertThat(page.locator("h1")).hasText("There is no waiting room here");
      BrowserVisit.accessible(page, PICTURES, "missing");
    }
  }

  @Test
  @Tag("long")
  void it_speaks_seven_languages_on_every_screen() {
    TestRoom room = node.newRoom();
    room.join(4);
    Map.of(
            "ar", "أنت في صف الانتظار",
            "de", "Sie stehen in der Schlange",
            "en", "You are in line",
            "es", "Está en la fila",
            "fr", "Vous êtes dans la file",
            "ja", "順番をお待ちください",
            "ko", "대기 중입니다")
        .forEach((tag, headline) -> speaks(room, tag, headline));
  }

  private static void speaks(TestRoom room, String tag, String headline) {
    List<Integer> widths =
        List.of("ar", "de", "en", "ja").contains(tag) ? List.of(360, 768, 1440) : List.of(360);
    try (BrowserVisit visit = browser.visit(Look.PHONE.in(tag))) {
      OpenWaitingPage page = OpenWaitingPage.of(room, visit).in("waiting");
      page.shows("headline", headline);
      assertThat(page.page().locator("html")).hasAttribute("lang", tag);
      assertThat(page.page().locator("html")).hasAttribute("dir", tag.equals("ar") ? "rtl" : "ltr");
      for (int width : widths) {
        page.page().setViewportSize(width, 800);
        BrowserVisit.picture(page.page(), PICTURES, "language-" + tag + "-" + width);
        Number wider =
            (Number)
                page.page().evaluate("document.documentElement.scrollWidth - window.innerWidth");
        assertThat(wider.intValue()).as("%s at %d", tag, width).isLessThanOrEqualTo(0);
      }
      assertThat(visit.errors()).isEmpty();
    }
  }

  @Test
  void a_room_looks_as_it_was_designed() {
    TestRoom room = node.newRoom();
    room.design(
        "{\"name\": \"Spring festival\", \"accent\": \"#ffcc00\", \"logo\": \""
            + LOGO
            + "\", \"texts\": {\"en\": {\"waiting.headline\": \"Almost there\"}}}");
    try (BrowserVisit visit = browser.visit(Look.PHONE)) {
      OpenWaitingPage page = OpenWaitingPage.of(room, visit).in("waiting");
      page.shows("headline", "Almost there");
      page.titled("^0 · Spring festival$");
      assertThat(page.page().locator(".brand img")).isVisible();
      room.serve(1);
      assertThat(page.in("turn").part("enter")).hasCSS("background-color", "rgb(255, 204, 0)");
      accessible(page, "designed");
      assertThat(visit.errors()).isEmpty();
    }
  }

  @Test
  void a_template_of_a_room_works_with_the_parts_that_it_has_and_runs_nothing_of_its_own() {
    TestRoom room = node.newRoom();
    room.design(
        """
        {"template": "<!doctype html><html lang='{{lang}}'><title>{{name}}</title>\
        <link rel='icon' href='{{assets}}/icon.svg'>\
        <main data-page='{{page}}'><h1 data-part='headline'></h1><b data-part='ahead'></b></main>\
        {{{scripts}}}<script>document.title = 'mine'</script></html>"}\
        """);
    try (BrowserVisit visit = browser.visit(Look.PHONE)) {
      OpenWaitingPage page = OpenWaitingPage.of(room, visit).in("waiting");
      page.shows("headline", "You are in line");
      page.shows("ahead", "0");
      page.titled("^0 · Waiting room$");
      assertThat(visit.errors()).singleElement().asString().contains("Content Security Policy");
    }
  }

  @Test
  void without_scripts_a_form_joins_and_the_page_looks_again_by_itself() {
    TestRoom room = node.newRoom("{\"message\": \"Doors open at 20:00\"}");
    room.design("{\"hand_over\": \"fragment\"}");
    room.join();
    try (BrowserVisit visit = browser.visit(Look.PHONE.withoutScripts())) {
      Page page = OpenWaitingPage.of(room, visit).page();
      page.waitForURL("**/plain?lang=en");
      page.locator("button").click();
      assertThat(page.locator("h1")).hasText("You are in line");
      assertThat(page.locator("main")).containsText("Doors open at 20:00");
      assertThat(page.locator("dd").first()).hasText("2");
      BrowserVisit.picture(page, PICTURES, "plain-waiting");
      room.serve(2);
      Response turn = page.reload();
      assertThat(turn.headerValue("Refresh")).isEqualTo("20");
      assertThat(page.locator("h1")).hasText("It is your turn");
      BrowserVisit.picture(page, PICTURES, "plain-turn");
      page.locator("button").click();
      page.waitForURL("**/health/live#access_token=*");
      assertThat(room.counter("queue_counter")).isEqualTo(2);
      assertThat(room.counter("token_counter")).isEqualTo(1);
    }
  }

  @Test
  void the_page_without_scripts_is_accessible_and_shares_its_place_with_the_one_that_has_them() {
    TestRoom room = node.newRoom();
    try (BrowserVisit visit = browser.visit(Look.PHONE)) {
      Page plain = OpenWaitingPage.of(room, visit, "/plain").page();
      BrowserVisit.accessible(plain, PICTURES, "plain-join");
      plain.locator("button").click();
      assertThat(plain.locator("h1")).hasText("You are in line");
      BrowserVisit.accessible(plain, PICTURES, "plain");
      OpenWaitingPage.of(room, visit).in("waiting").shows("position", "1");
      assertThat(room.counter("queue_counter")).isEqualTo(1);
      assertThat(visit.errors()).isEmpty();
    }
  }

  @Test
  @Tag("long")
  void where_a_script_does_not_load_a_link_leads_to_the_page_without_scripts() {
    TestRoom room = node.newRoom();
    try (BrowserVisit visit = browser.visit(Look.PHONE)) {
      assertThat(OpenWaitingPage.of(room, visit).in("waiting").part("plain")).isHidden();
      visit.context().route("**/view.js", Route::abort);
      OpenWaitingPage page = OpenWaitingPage.of(room, visit);
      assertThat(page.part("plain")).isVisible(new IsVisibleOptions().setTimeout(10_000));
      accessible(page, "no-scripts");
      page.part("plain").click();
      page.page().waitForURL("**/plain?lang=en");
    }
  }

  @Test
  void a_draft_is_seen_before_it_is_published() {
    TestRoom room = node.newRoom();
    String page = "/rooms/" + room.id() + "/page";
    node.admin().send("PUT", page, "{\"name\": \"Draft\", \"accent\": \"#ffcc00\"}");
    Answer preview = node.admin().get(page + "/preview?state=turn&lang=de");
    assertThat(preview.text()).contains("Draft", "preview&quot;:&quot;turn&quot;", "lang=\"de\"");
    assertThat(preview.header("Content-Security-Policy").orElseThrow())
        .contains("frame-ancestors 'none'");
    assertThat(node.admin().get(page + "/preview/theme.css").text()).contains("#ffcc00");
    assertThat(got("/waiting-room/" + room.id(), "Accept-Language", "en").text())
        .doesNotContain("Draft");
    assertThat(node.stranger().get(page + "/preview").status()).isEqualTo(401);
    assertThat(room.counter("queue_counter")).isZero();
  }

  private static Answer got(String path, String header, String value) {
    return node.visitor().send("GET", path, "", header, value);
  }

  @Test
  void any_cache_may_keep_the_page_and_knows_by_what_it_differs() {
    TestRoom room = node.newRoom();
    String path = "/waiting-room/" + room.id();
    Answer page = got(path, "Accept-Language", "fr-CH, fr;q=0.9");
    assertThat(page.header("Content-Language")).contains("fr");
    assertThat(page.header("Cache-Control").orElseThrow()).startsWith("public, max-age=");
    assertThat(page.headers().get("Vary")).contains("Accept-Language", "Accept-Encoding");
    assertThat(page.headers()).doesNotContainKey("Set-Cookie");
    String tag = page.header("ETag").orElseThrow();
    assertThat(got(path + "?lang=fr", "If-None-Match", tag).status()).isEqualTo(304);
    assertThat(got(path + "?lang=xx", "Accept-Language", "fr").headers().get("Vary"))
        .contains("Accept-Language");
    Answer german = got(path + "?lang=de", "Accept-Language", "fr");
    assertThat(german.header("ETag")).isNotEqualTo(page.header("ETag"));
    assertThat(german.headers().get("Vary")).containsExactly("Accept-Encoding");
    assertThat(german.header("Content-Security-Policy").orElseThrow())
        .contains("script-src 'self';", "frame-ancestors 'none'");
  }
}
