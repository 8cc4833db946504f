package waitingroom.http.alarm;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import waitingroom.alarm.AlarmName;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.StrictJson;
import waitingroom.inlet.AlarmState;

/**
 * A message of Prometheus Alertmanager to a webhook receiver, version 4 of its format
 * (Alertmanager's documentation, {@code webhook_config}). Members that are not read may be
 * anything, so that later additions to the format do no harm.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record AlertmanagerWebhook(Version version, Status status, List<Alert> alerts) {
  /** The versions of the format that are known here. */
  enum Version {
    @JsonProperty("4")
    V4
  }

  enum Status {
    @JsonProperty("firing")
    FIRING,
    @JsonProperty("resolved")
    RESOLVED
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Alert(Status status, Labels labels) {}

  /**
   * The labels of an alert.
   *
   * @param name becomes the name of the alarm
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Labels(@JsonProperty("alertname") String name) {}

  /**
   * An alarm per {@code alertname}, in the order in which they first occur: {@link
   * AlarmState#ALARM} if any alert of that name fires, else {@link AlarmState#OK}.
   */
  static Map<AlarmName, AlarmState> alarms(byte[] body) {
    List<Alert> alerts = StrictJson.read(body, AlertmanagerWebhook.class).alerts();
    Map<AlarmName, AlarmState> alarms = new LinkedHashMap<>();
    for (int i = 0; i < alerts.size(); i++) {
      boolean fires = alerts.get(i).status() == Status.FIRING;
      alarms.merge(
          name(alerts.get(i), i),
          fires ? AlarmState.ALARM : AlarmState.OK,
          (before, now) -> before == AlarmState.ALARM ? before : now);
    }
    return alarms;
  }

  private static AlarmName name(Alert alert, int index) {
    return AlarmName.parse(alert.labels().name())
        .orElseThrow(
            () ->
                HttpRefusal.badRequest(
                    "The member alerts[%s].labels.alertname must be the name of an alarm. %s"
                        .formatted(index, AlarmName.RULE)));
  }
}
