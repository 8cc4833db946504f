package waitingroom.http.alarm;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import waitingroom.alarm.AlarmDefinition;
import waitingroom.alarm.AlarmMetric;
import waitingroom.alarm.Comparison;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.StrictJson;
import waitingroom.http.route.StrictJson.NeverNull;
import waitingroom.room.RoomId;

/**
 * The definition of an alarm as the alarms API takes and shows it.
 *
 * @param duration seconds
 */
record DefinitionDocument(
    @JsonProperty("event_id") @JsonInclude(JsonInclude.Include.NON_NULL) @NeverNull
        @Nullable String eventId,
    AlarmMetric metric,
    Comparison comparison,
    double threshold,
    int duration,
    @JsonProperty("notify") @NeverNull @Nullable Notify told) {
  /** One address, no display name, nothing that a mail header gives a meaning to. */
  private static final Pattern EMAIL =
      Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,189}");

  /** The receivers of e-mails about changes of state. */
  record Notify(List<String> emails) {}

  static DefinitionDocument of(AlarmDefinition definition) {
    return new DefinitionDocument(
        definition.eventId(),
        definition.metric(),
        definition.comparison(),
        definition.threshold(),
        definition.durationSeconds(),
        new Notify(definition.emails()));
  }

  /** The definition in a body. */
  static AlarmDefinition definition(byte[] body) {
    DefinitionDocument given = StrictJson.read(body, DefinitionDocument.class);
    String room = given.eventId();
    return HttpRefusal.unlessBroken(
        () ->
            new AlarmDefinition(
                room == null ? null : room(room),
                given.metric(),
                given.comparison(),
                given.threshold(),
                given.duration(),
                given.emails()));
  }

  private static String room(String eventId) {
    return RoomId.parse(eventId).orElseThrow(() -> HttpRefusal.badRequest(RoomId.RULE)).value();
  }

  private List<String> emails() {
    List<String> emails = told == null ? List.of() : told.emails();
    if (!emails.stream().allMatch(EMAIL.asMatchPredicate())) {
      throw HttpRefusal.badRequest(
          "The member notify.emails must hold only addresses like name@example.org");
    }
    return emails;
  }
}
