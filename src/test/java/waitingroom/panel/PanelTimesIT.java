package waitingroom.panel;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import waitingroom.access.Role;
import waitingroom.testkit.Look;
import waitingroom.testkit.OnNode;
import waitingroom.testkit.Profile;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** Times in the panel's forms, which are those of the clock on the operator's wall. */
@OnNode(Profile.PANEL)
@Tag("browser")
class PanelTimesIT {
  private static TestNode node;
  @AutoClose private static ControlRoom panel;

  @BeforeAll
  static void start(TestNode shared) {
    panel = ControlRoom.start(shared);
    node = shared;
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, 1792882800, 2026-10-25T01:00",
    "Europe/Berlin, 1792893600, 2026-10-25T03:00",
    "Europe/Berlin, 1774746000, 2026-03-29T03:00",
    "America/New_York, 1793516400, 2026-11-01T02:00"
  })
  void around_a_change_to_or_from_summer_time_what_is_shown_and_typed_is_right(
      String zone, long start, String onTheWall) {
    TestRoom room = node.newRoom();
    room.configure(
        """
        {"inlet": {"strategy": "periodic", "increment_by": 1, "interval": 60, "start_time": %s}}
        """
            .formatted(start));
    try (Operator operator = panel.operator(Look.DESK.at(zone), Role.ADMIN)) {
      operator.go("#/rooms/" + room.id() + "/settings");
      operator.button("Save the settings").waitFor();
      assertThat(operator.field("From")).hasValue(Pattern.compile(onTheWall + "(:00)?"));
      operator.field("From").fill("2026-01-01T00:00");
      operator.field("From").fill(onTheWall);
      operator.field("Let in").fill("2");
      operator.press("Save the settings");
      operator.sees("The settings are saved and in effect.");
      assertThat(room.document().json().at("/settings/inlet/increment_by").intValue()).isEqualTo(2);
      assertThat(room.document().json().at("/settings/inlet/start_time").longValue())
          .isEqualTo(start);
    }
  }
}
