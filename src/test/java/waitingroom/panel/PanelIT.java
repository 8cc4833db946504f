package waitingroom.panel;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import waitingroom.access.Role;
import waitingroom.testkit.Answer;
import waitingroom.testkit.BrowserVisit;
import waitingroom.testkit.Look;
import waitingroom.testkit.OnNode;
import waitingroom.testkit.Profile;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** Work of operators at the control panel during a sale. */
@OnNode(Profile.PANEL)
@Tag("browser")
class PanelIT {
  private static final String SCREENS = "panel";
  private static TestNode node;
  @AutoClose private static ControlRoom panel;

  @BeforeAll
  static void start(TestNode shared) {
    panel = ControlRoom.start(shared);
    node = shared;
  }

  private static Operator at(TestRoom room, Role role) {
    Operator operator = panel.operator(role);
    operator.go("#/rooms/" + room.id());
    operator.heading(room.id());
    return operator;
  }

  @Test
  void the_page_is_asked_for_each_time_and_its_files_are_kept_for_ever() {
    Answer page = node.stranger().get("/");
    assertThat(page.header("Cache-Control")).contains("no-cache");
    assertThat(page.header("Content-Security-Policy").orElseThrow())
        .contains("script-src 'self'; style-src 'self'");
    String tag = page.header("ETag").orElseThrow();
    assertThat(node.stranger().send("GET", "/", "", "If-None-Match", tag).status()).isEqualTo(304);
    assertThat(page.text()).doesNotContain("{{").contains("data-openid=\"false\"");
    String script = page.text().replaceAll("(?s).*src=\"(/assets/[^\"]+)\".*", "$1");
    assertThat(node.stranger().get(script).header("Cache-Control"))
        .contains("public, max-age=31536000, immutable");
  }

  @Test
  void with_the_keyboard_alone_one_signs_in_and_a_wrong_secret_is_told() {
    try (Operator operator = Operator.at(panel.chromium().visit(Look.DESK), node)) {
      Page page = operator.page();
      operator.heading("Sign in");
      BrowserVisit.accessible(page, SCREENS, "sign-in");
      operator.field("Access key id").focus();
      page.keyboard().type(node.key(Role.OPERATOR).accessKeyId());
      page.keyboard().press("Tab");
      page.keyboard().type("wrong");
      page.keyboard().press("Enter");
      assertThat(page.locator(".sign-in .trouble")).not().isEmpty();
      BrowserVisit.picture(page, SCREENS, "sign-in-refused");
      page.keyboard().press("Control+A");
      page.keyboard().type(node.key(Role.OPERATOR).secretAccessKey());
      page.keyboard().press("Enter");
      operator.heading("Rooms");
      String stored =
          (String) page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])");
      assertThat(stored).isEqualTo("[{\"waiting-room.signed-in\":\"yes\"},{}]");
      assertThat(operator.errors("401")).isEmpty();
    }
  }

  @Test
  void what_an_increment_will_mean_is_said_before() {
    TestRoom room = node.newRoom();
    room.join(3);
    try (Operator operator = at(room, Role.OPERATOR)) {
      operator.figure("Waiting", "3");
      operator.field("Move the serving counter by").fill("5");
      operator.sees("3 people in line are called now. The next 2 to join walk straight in.");
      operator.press("Let in 5");
      operator.figure("Serving counter", "5");
      operator.figure("Available servings", "2");
      operator.field("Move the serving counter by").fill("-4");
      operator.sees("2 people who were called have to wait again");
      operator.press("Move back by 4");
      operator.figure("Serving counter", "1");
      assertThat(room.counter("serving_counter")).isEqualTo(1);
      operator.field("Move the serving counter by").fill("1.5");
      operator.sees("Enter a whole number other than 0.");
      assertThat(operator.errors()).isEmpty();
    }
  }

  @Test
  void under_the_inlet_capacity_it_is_said_why_nobody_else_moves_the_counter() {
    TestRoom room =
        node.newRoom("{\"inlet\": {\"strategy\": \"capacity\", \"total_active_users\": 5}}");
    try (Operator operator = at(room, Role.OPERATOR)) {
      operator.sees("it alone moves the serving counter");
      assertThat(operator.field("Move the serving counter by")).isDisabled();
    }
  }

  @Test
  @Tag("long")
  void on_a_telephone_the_pause_button_is_where_the_thumb_is_and_is_undone_with_one_more_press() {
    TestRoom room = node.newRoom();
    try (Operator operator = panel.operator(Look.PHONE, Role.OPERATOR)) {
      operator.go("#/rooms/" + room.id());
      operator.heading(room.id());
      BoundingBox button = operator.page().locator("button.pause").boundingBox();
      assertThat(button.y + button.height).isBetween(700.0, 800.0);
      assertThat(button.height).isGreaterThanOrEqualTo(44);
      assertThat(button.width).isGreaterThan(300);
      operator.page().locator("button.pause").click();
      operator.sees("Nobody gets in, not even those already called.");
      assertThat(paused(room)).isTrue();
      BrowserVisit.accessible(operator.page(), SCREENS, "room-paused-phone");
      operator.press("Undo");
      operator.seesNoMore("Nobody gets in, not even those already called.");
      assertThat(paused(room)).isFalse();
      assertThat(operator.errors()).isEmpty();
    }
  }

  private static boolean paused(TestRoom room) {
    return room.document().json().at("/settings/paused").booleanValue();
  }

  @Test
  void a_message_reaches_the_room_and_is_taken_down() {
    TestRoom room = node.newRoom();
    try (Operator operator = at(room, Role.OPERATOR)) {
      operator.field("Message").fill("Payment is slow: please stay.");
      operator.press("Send to everyone");
      operator.sees("The message is sent to everyone in line.");
      assertThat(room.document().json().at("/settings/message").textValue())
          .isEqualTo("Payment is slow: please stay.");
      operator.press("Remove the message");
      operator.sees("The message is removed.");
      assertThat(room.document().json().at("/settings/message").textValue()).isEmpty();
    }
  }

  @Test
  @Tag("long")
  void a_visitor_is_found_by_request_id_and_completed() {
    TestRoom room = node.newRoom();
    String id = room.joinServed();
    room.token(id);
    try (Operator operator = at(room, Role.OPERATOR)) {
      operator.field("Request id").fill(id);
      operator.press("Find");
      operator.sees("Inside, with a token");
      BrowserVisit.accessible(operator.page(), SCREENS, "room-visitor");
      operator.press("Mark completed");
      operator.sees("The session is completed.");
      operator.seesNoMore("Inside, with a token");
      assertThat(room.counter("completed_counter")).isEqualTo(1);
      operator.field("Request id").fill(TestRoom.UNKNOWN_ID);
      operator.press("Find");
      operator.sees("The room never issued this request id");
      assertThat(operator.errors("404")).isEmpty();
    }
  }

  @Test
  void a_reset_needs_the_name_of_the_room() {
    TestRoom room = node.newRoom();
    room.join(2);
    try (Operator operator = at(room, Role.ADMIN)) {
      operator.go("#/rooms/" + room.id() + "/settings");
      operator.press("Reset the room …");
      operator.sees("2 people");
      assertThat(operator.button("Reset the room")).isDisabled();
      BrowserVisit.accessible(operator.page(), SCREENS, "reset");
      operator.page().keyboard().type(room.id());
      operator.page().keyboard().press("Enter");
      operator.sees(room.id() + " is reset.");
      assertThat(room.counter("waiting_num")).isEqualTo(0);
      assertThat(operator.errors()).isEmpty();
    }
  }

  @Test
  @Tag("long")
  void a_lost_connection_is_shown_and_the_numbers_are_those_of_before() {
    TestRoom room = node.newRoom();
    room.join(4);
    try (Operator operator = at(room, Role.VIEWER)) {
      operator.figure("Waiting", "4");
      operator.visit().context().setOffline(true);
      operator.sees("Connection lost.");
      operator.sees("Last heard");
      operator.figure("Waiting", "4");
      assertThat(operator.page().locator("main.stale")).isVisible();
      BrowserVisit.accessible(operator.page(), SCREENS, "room-connection-lost");
      room.join();
      operator.visit().context().setOffline(false);
      operator.figure("Waiting", "5");
      operator.seesNoMore("Connection lost.");
    }
  }

  @Test
  void who_is_signed_out_comes_back_to_where_they_were() {
    TestRoom room = node.newRoom();
    try (Operator operator = at(room, Role.OPERATOR)) {
      operator.figure("Waiting", "0");
      operator.visit().context().clearCookies();
      operator.press("Pause the line");
      operator.sees("Your session has ended.");
      operator.signIn(Role.OPERATOR);
      operator.heading(room.id());
      assertThat(paused(room)).isFalse();
    }
  }

  @Test
  void what_cannot_be_loaded_is_told_and_tried_again() {
    node.newRoom();
    try (Operator operator = panel.operator(Role.ADMIN)) {
      operator.losesReadsOf("**/session");
      operator.page().reload();
      operator.sees("The control panel cannot start");
      operator.go("#/audit");
      operator.sees("The server cannot be reached.");
      operator.page().unroute("**/session");
      operator.press("Try again");
      operator.heading("Audit");

      Locator entries = operator.page().locator("table.audit");
      assertThat(entries).isVisible();
      operator.losesReadsOf("**/audit?*");
      operator.field("Who").fill("nobody");
      operator.press("Filter");
      operator.sees("This could not be loaded");
      assertThat(entries).isHidden();
      assertThat(operator.errors("ERR_FAILED")).isEmpty();
    }
  }

  @Test
  void a_viewer_sees_everything_of_a_room_and_what_they_may_not_do() {
    TestRoom room = node.newRoom();
    try (Operator operator = at(room, Role.VIEWER)) {
      for (String disabled : List.of("Pause the line", "Send to everyone")) {
        assertThat(operator.page().getByText(disabled).first()).isDisabled();
      }
      operator.sees("Your role is viewer: this needs the role operator.");
      BrowserVisit.picture(operator.page(), SCREENS, "room-viewer");
      operator.go("#/keys");
      operator.sees("This needs the role ADMIN, the credentials have VIEWER");
      BrowserVisit.accessible(operator.page(), SCREENS, "refused");
      assertThat(operator.errors("403")).isEmpty();
    }
    assertThat(paused(room)).isFalse();
  }
}
