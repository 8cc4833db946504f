package waitingroom.panel;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import waitingroom.access.Role;
import waitingroom.testkit.OnNode;
import waitingroom.testkit.Profile;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** Live numbers of the control panel: they are pushed, not polled. */
@OnNode(Profile.PANEL)
@Tag("browser")
class PanelLiveIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static TestNode node;
  @AutoClose private static ControlRoom panel;

  @BeforeAll
  static void start(TestNode shared) {
    panel = ControlRoom.start(shared);
    node = shared;
  }

  @Test
  void rooms_at_a_glance_are_live() {
    TestRoom room = node.newRoom();
    try (Operator operator = panel.operator(Role.VIEWER)) {
      Locator mine = operator.page().locator(".row:has(a[href='#/rooms/" + room.id() + "'])");
      assertThat(mine.locator(".cell.big").first()).containsText("0");
      room.join(3);
      assertThat(mine.locator(".cell.big").first()).containsText("3");
      room.configure("{\"paused\": true}");
      assertThat(mine.locator(".badge")).containsText("Paused");
      assertThat(operator.errors()).isEmpty();
    }
  }

  @Test
  void charts_and_numbers_of_a_room_follow_what_happens_without_being_asked_for() {
    TestRoom room = node.newRoom();
    try (Operator operator = panel.operator(Role.VIEWER)) {
      operator.go("#/rooms/" + room.id());
      operator.sees("Nobody has fetched a token yet.");
      List<String> asked = new CopyOnWriteArrayList<>();
      operator.page().onRequest(request -> asked.add(request.url()));
      room.token(room.joinServed());
      operator.sees("1 with a token.");
      room.token(room.joinServed());
      operator.sees("2 with a token.");
      assertThat(asked).isEmpty();
      String longer = "**/rooms/" + room.id() + "/history/live?span=21600&step=300";
      operator.page().waitForRequest(longer, () -> operator.press("6 h"));
      operator.sees("2 with a token.");
      assertThat(operator.errors()).isEmpty();
    }
  }

  @Test
  void an_alarm_that_others_set_rings_in_every_view_and_goes_when_it_is_removed() {
    node.admin().send("PUT", "/alarms/gate", "{\"state\": \"OK\"}");
    try (Operator operator = panel.operator(Role.VIEWER)) {
      awaitRinging(operator);
      node.admin().send("PUT", "/alarms/gate", "{\"state\": \"ALARM\"}");
      awaitRinging(operator);
      operator.go("#/alarms");
      Locator filter = operator.page().locator(".alarm:has(h2:text-is('gate'))");
      assertThat(filter.locator(".badge")).containsText("Alarm");
      node.admin().send("PUT", "/alarms/gate", "{\"state\": \"OK\"}");
      assertThat(filter.locator(".badge")).containsText("OK");
      node.admin().send("DELETE", "/alarms/gate", "");
      assertThat(filter).hasCount(0);
      assertThat(operator.errors()).isEmpty();
    }
  }

  @Test
  void an_alarm_that_was_removed_while_nobody_was_told_is_gone_too() {
    node.admin().send("PUT", "/alarms/stock", "{\"state\": \"ALARM\"}");
    try (Operator operator = panel.operator(Role.VIEWER)) {
      operator.go("#/alarms");
      Locator stock = operator.page().locator(".alarm:has(h2:text-is('stock'))");
      assertThat(stock).hasCount(1);
      operator.page().context().setOffline(true);
      operator.sees("This device is offline.");
      node.admin().send("DELETE", "/alarms/stock", "");
      operator.page().context().setOffline(false);
      assertThat(stock).hasCount(0);
      assertThat(operator.errors("ERR_INTERNET_DISCONNECTED")).isEmpty();
    }
  }

  /** Waits for the number of ringing alarms; built-in ones may ring on a busy machine. */
  private static void awaitRinging(Operator operator) {
    Locator shown = operator.page().locator(".figure:has(dt:text-is('Alarms ringing')) .value");
    Awaitility.await()
        .pollInSameThread()
        .atMost(PATIENCE)
        .until(() -> shown.textContent().strip().equals(ringing()));
  }

  private static String ringing() {
    List<String> states = node.admin().get("/alarms").json().findValuesAsText("state");
    return Long.toString(states.stream().filter("ALARM"::equals).count());
  }
}
