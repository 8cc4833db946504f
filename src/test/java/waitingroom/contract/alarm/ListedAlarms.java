package waitingroom.contract.alarm;

import com.fasterxml.jackson.databind.JsonNode;
import waitingroom.testkit.TestNode;

/** Alarms as the alarms API lists them. */
final class ListedAlarms {
  private ListedAlarms() {}

  static JsonNode listed(TestNode node, String name) {
    for (JsonNode alarm : node.admin().get("/alarms").json().get("alarms")) {
      if (alarm.get("name").textValue().equals(name)) {
        return alarm;
      }
    }
    throw new AssertionError("There is no alarm " + name);
  }
}
