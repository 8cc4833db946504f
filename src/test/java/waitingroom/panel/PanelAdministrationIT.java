package waitingroom.panel;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import waitingroom.access.Role;
import waitingroom.testkit.BrowserVisit;
import waitingroom.testkit.Look;
import waitingroom.testkit.OnNode;
import waitingroom.testkit.Profile;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/**
 * Administration at the control panel: rooms, their settings, alarms and keys; and its appearance.
 */
@OnNode(Profile.PANEL)
@Tag("browser")
class PanelAdministrationIT {
  private static final String SCREENS = "panel";
  private static TestNode node;
  @AutoClose private static ControlRoom panel;

  @BeforeAll
  static void start(TestNode shared) {
    panel = ControlRoom.start(shared);
    node = shared;
  }

  private static Operator admin() {
    return panel.operator(Role.ADMIN);
  }

  private static Operator atSettingsOf(TestRoom room) {
    Operator operator = admin();
    operator.go("#/rooms/" + room.id() + "/settings");
    operator.button("Save the settings").waitFor();
    return operator;
  }

  @Test
  @Tag("long")
  void a_room_is_made_closed_and_opened_anew() {
    try (Operator operator = admin()) {
      operator.press("New room");
      operator.field("Name").fill("two words");
      operator.press("Create the room");
      operator.sees("An event id holds");
      BrowserVisit.accessible(operator.page(), SCREENS, "new-room-refused");
      operator.field("Name").fill("spring-drop");
      operator.press("Create the room");
      operator.heading("spring-drop");
      operator.go("#/rooms/spring-drop/settings");
      operator.press("Close the room …");
      operator.press("Close the room");
      operator.sees("Visitors see that the room is closed.");
      BrowserVisit.accessible(operator.page(), SCREENS, "room-closed");
      operator.press("Reopen the room …");
      operator.press("Reopen the room");
      operator.sees("spring-drop is open.");
      assertThat(operator.errors("400")).isEmpty();
    }
  }

  @Test
  @Tag("long")
  void a_setting_that_is_refused_is_told_at_its_field() {
    TestRoom room = node.newRoom();
    try (Operator operator = atSettingsOf(room)) {
      operator.field("Strategy").selectOption("capacity");
      operator.field("Maximum inside").fill("-5");
      operator.press("Save the settings");
      Locator refused = operator.field("Maximum inside");
      assertThat(refused).hasAttribute("aria-invalid", "true");
      assertThat(refused).isFocused();
      operator.sees("total_active_users must be");
      BrowserVisit.accessible(operator.page(), SCREENS, "settings-refused");
      refused.fill("40");
      operator.press("Save the settings");
      operator.sees("The settings are saved and in effect.");
      assertThat(room.document().json().at("/settings/inlet/total_active_users").intValue())
          .isEqualTo(40);
      assertThat(operator.errors("400")).isEmpty();
    }
  }

  @Test
  void two_operators_do_not_overwrite_each_other() {
    TestRoom room = node.newRoom();
    try (Operator operator = atSettingsOf(room)) {
      room.configure("{\"validity_period\": 60}");
      operator.field("Maximum line length").fill("500");
      operator.press("Save the settings");
      operator.sees("Someone else has changed the settings.");
      BrowserVisit.picture(operator.page(), SCREENS, "settings-conflict");
      operator.press("Load theirs, keep my changes");
      assertThat(operator.field("Token lifetime")).hasValue("60");
      assertThat(operator.field("Maximum line length")).hasValue("500");
      operator.press("Save the settings");
      operator.sees("The settings are saved and in effect.");
      assertThat(room.document().json().at("/settings/validity_period").intValue()).isEqualTo(60);
      assertThat(room.document().json().at("/settings/max_queue_length").intValue()).isEqualTo(500);
      assertThat(operator.errors("412")).isEmpty();
    }
  }

  @Test
  void settings_stand_under_their_own_room_however_late_they_come_and_a_failure_is_told() {
    TestRoom slow = node.newRoom("{\"max_queue_length\": 111}");
    TestRoom quick = node.newRoom("{\"max_queue_length\": 222}");
    try (Operator operator = admin()) {
      CompletableFuture<Route> held = new CompletableFuture<>();
      operator.page().route("**/rooms/" + slow.id(), held::complete);
      operator.go("#/rooms/" + slow.id() + "/settings");
      operator.page().waitForCondition(held::isDone);
      operator.go("#/rooms/" + quick.id() + "/settings");
      assertThat(operator.field("Maximum line length")).hasValue("222");
      operator.page().waitForResponse("**/rooms/" + slow.id(), () -> held.join().resume());
      operator.field("Maximum line length").fill("333");

      operator.losesReadsOf("**/rooms/" + quick.id());
      operator.press("Save the settings");
      operator.sees("Not up to date:");
      assertThat(operator.button("Save the settings")).isEnabled();
      assertThat(quick.document().json().at("/settings/max_queue_length").intValue())
          .isEqualTo(333);
      assertThat(operator.errors("ERR_FAILED")).isEmpty();
    }
  }

  @Test
  @Tag("long")
  void an_alarm_is_defined_and_a_key_is_made_shown_once_and_revoked() {
    try (Operator operator = admin()) {
      operator.go("#/alarms");
      operator.heading("Alarms");
      operator.press("New alarm");
      operator.field("Name").fill("line-too-long");
      operator.page().locator("select[name=metric]").selectOption("queue");
      operator.field("Threshold").fill("20");
      BrowserVisit.accessible(operator.page(), SCREENS, "alarm-form");
      operator.press("Create the alarm");
      operator.sees("queue counter in");
      operator.press("New alarm");
      operator.field("Name").fill(" line-too-long");
      operator.press("Create the alarm");
      operator.sees("An alarm named line-too-long already exists");
      operator.press("Cancel");
      operator.go("#/keys");
      operator.heading("Access keys");
      operator.press("New key");
      operator.field("Name").fill("night shift");
      operator.press("Create the key");
      operator.sees("The secret is shown only once.");
      assertThat(operator.page().locator(".secret code").nth(1)).not().isEmpty();
      BrowserVisit.accessible(operator.page(), SCREENS, "key-shown");
      operator.press("I have stored the secret");
      operator.page().getByLabel("Revoke night shift").click();
      operator.press("Revoke the key");
      operator.sees("The key night shift is revoked.");
      operator.go("#/audit");
      operator.heading("Audit");
      operator.sees("/access-keys");
      assertThat(operator.errors()).isEmpty();
    }
  }

  @Tag("long")
  @Test
  void every_view_is_accessible_and_fits_telephone_tablet_and_desk_by_day_and_by_night() {
    TestRoom room = node.newRoom();
    room.join(5);
    room.serve(2);
    for (Look look :
        List.of(
            Look.PHONE, Look.PHONE.inTheDark(), Look.TABLET, Look.TABLET.inTheDark(), Look.DESK)) {
      try (Operator operator = panel.operator(look, Role.ADMIN)) {
        looks(operator, look, "#/rooms", ".row .cell");
        looks(operator, look, "#/rooms/" + room.id(), "line-chart canvas");
        looks(operator, look, "#/rooms/" + room.id() + "/settings", "form.settings");
        looks(operator, look, "#/alarms", ".alarm .actions");
        looks(operator, look, "#/audit", "table tbody tr");
        looks(operator, look, "#/keys", "table tbody tr");
        assertThat(operator.errors()).isEmpty();
      }
    }
  }

  /** Checks accessibility in the desk look only: the other looks have the same parts. */
  private static void looks(Operator operator, Look look, String hash, String sign) {
    operator.go(hash);
    Page page = operator.page();
    page.locator(sign).first().waitFor();
    String view = hash.substring(2).replaceAll("rooms/[^/]+", "room").replace('/', '-');
    if (look.equals(Look.DESK)) {
      BrowserVisit.accessible(page, SCREENS, view + "-" + look.width());
    } else {
      BrowserVisit.picture(page, SCREENS, view + "-" + look.label());
    }
    assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
        .as("%s at %d", hash, look.width())
        .isLessThanOrEqualTo(look.width());
  }

  @Test
  void a_chart_is_chosen_by_keyboard_and_there_is_a_table_of_it() {
    TestRoom room = node.newRoom();
    room.join(3);
    try (Operator operator = admin()) {
      operator.go("#/rooms/" + room.id());
      operator.page().locator("line-chart canvas").first().waitFor();
      Locator day = operator.button("24 h");
      day.focus();
      operator.page().keyboard().press("Enter");
      assertThat(day).hasAttribute("aria-pressed", "true");
      operator.sees("The same as a table");
      operator.page().locator("summary", new Page.LocatorOptions().setHasText("table")).click();
      Locator table =
          operator
              .page()
              .getByRole(AriaRole.REGION)
              .filter(new Locator.FilterOptions().setHasText("Joined"));
      assertThat(table.locator("tbody tr").first()).isVisible();
      String csv = operator.page().getByText("History as CSV").getAttribute("href");
      assertThat(node.admin().get(csv).text()).startsWith("time,joined,admitted");
      assertThat(operator.errors()).isEmpty();
    }
  }

  @Test
  void what_an_increment_means_is_counted_right() {
    try (Operator operator = admin()) {
      assertThat(meaning(operator, 100, 137, 50)).isEqualTo("150 37 13 0 0");
      assertThat(meaning(operator, 100, 80, 5)).isEqualTo("105 0 5 0 0");
      assertThat(meaning(operator, 0, 10, -3)).isEqualTo("-3 0 0 0 0");
      assertThat(meaning(operator, -5, 10, 10)).isEqualTo("5 5 0 0 0");
      assertThat(meaning(operator, 20, 10, -15)).isEqualTo("5 0 0 5 10");
    }
  }

  /** New counter; people called now, called on joining later, sent back; servings lost. */
  private static Object meaning(Operator operator, int serving, int queue, int by) {
    return operator
        .page()
        .evaluate(
            """
            async ([serving, queue, by]) => {
              const script = document.querySelector("script[type=module]").src;
              const { meaning } = await import(script.replace("main.js", "counting.js"));
              const m = meaning({ serving_counter: serving, queue_counter: queue }, by);
              return [m.to, m.now, m.later, m.back, m.taken].join(" ");
            }
            """,
            List.of(serving, queue, by));
  }

  @Test
  void rates_are_those_of_ten_seconds_and_unknown_before_there_are_two_news() {
    try (Operator operator = admin()) {
      Object rates =
          operator
              .page()
              .evaluate(
                  """
                  async () => {
                    const script = document.querySelector("script[type=module]").src;
                    const { newPace, observe, perMinute } = await import(script.replace("main.js", "pace.js"));
                    const pace = newPace();
                    const at = (second, epoch, queue, serving) =>
                      observe(pace, second * 1000, { epoch, counters: { queue_counter: queue, serving_counter: serving, waiting_num: 0 } });
                    const said = [];
                    const say = () => { const { arrivals, admissions } = perMinute(pace); said.push(arrivals + "/" + admissions); };
                    at(0, 1, 0, 0); say();
                    at(10, 1, 20, 5); say();
                    at(20, 1, 20, 0); say();
                    at(30, 1, 21, 6); say();
                    at(31, 2, 0, 0); say();
                    return said.join(" ");
                  }
                  """);
      assertThat(rates).isEqualTo("null/null 120/30 0/0 6/6 null/null");
    }
  }
}
