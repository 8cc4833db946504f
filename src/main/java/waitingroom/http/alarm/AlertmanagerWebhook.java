package waitingroom.http.alarm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import waitingroom.alarm.AlarmName;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.Json;
import waitingroom.http.route.Problems;
import waitingroom.inlet.AlarmState;

/**
 * What Prometheus Alertmanager posts to a webhook receiver, version 4 of its format (Alertmanager's
 * documentation, {@code webhook_config}). Of it, {@code version}, {@code status}, and of each alert
 * {@code status} and {@code labels.alertname} are read; the rest may be anything, so that later
 * additions to the format do no harm.
 */
final class AlertmanagerWebhook {
  private static final String VERSION = "4";
  private static final String FIRING = "firing";
  private static final String RESOLVED = "resolved";

  private AlertmanagerWebhook() {}

  /**
   * An alarm per {@code alertname}, in the order in which they first occur: {@link
   * AlarmState#ALARM} if any alert of that name fires, else {@link AlarmState#OK}.
   *
   * @throws HttpRefusal 400 that names the member that is not as the format has it
   */
  static Map<AlarmName, AlarmState> alarms(byte[] body) {
    JsonNode message =
        Json.object(body)
            .orElseThrow(
                () ->
                    refusal("The body must be a JSON object, as Alertmanager's webhook sends it"));
    if (!VERSION.equals(message.path("version").textValue())) {
      throw refusal(
          "The member \"version\" must be \"4\": other versions of Alertmanager's webhook are not"
              + " known here");
    }
    fires(message, "status");
    JsonNode alerts = message.path("alerts");
    if (!alerts.isArray()) {
      throw refusal("The member \"alerts\" must be an array");
    }
    Map<AlarmName, AlarmState> alarms = new LinkedHashMap<>();
    for (int i = 0; i < alerts.size(); i++) {
      String path = "alerts[" + i + "]";
      boolean fires = fires(alerts.path(i), path + ".status");
      alarms.merge(
          name(alerts.path(i), path),
          fires ? AlarmState.ALARM : AlarmState.OK,
          (before, now) -> before == AlarmState.ALARM ? before : now);
    }
    return alarms;
  }

  private static boolean fires(JsonNode object, String path) {
    String status = object.path("status").textValue();
    if (FIRING.equals(status)) {
      return true;
    }
    if (RESOLVED.equals(status)) {
      return false;
    }
    throw refusal("The member \"" + path + "\" must be \"firing\" or \"resolved\"");
  }

  private static AlarmName name(JsonNode alert, String path) {
    String name = alert.path("labels").path("alertname").textValue();
    String member = "The member \"" + path + ".labels.alertname\"";
    if (name == null) {
      throw refusal(member + " must be a text: it is the name of the alarm");
    }
    return AlarmName.parse(name)
        .orElseThrow(() -> refusal(member + " is no name of an alarm. " + AlarmName.RULE));
  }

  private static HttpRefusal refusal(String detail) {
    return new HttpRefusal(Problems.of(400, detail));
  }
}
