package waitingroom.http.alarm;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import waitingroom.alarm.Alarm;
import waitingroom.alarm.AlarmDefinition;
import waitingroom.inlet.AlarmState;

/**
 * An alarm as the alarms API shows it.
 *
 * @param since when it changed to this state, RFC 3339
 * @param definition null: set by other systems
 */
record AlarmDocument(
    String name,
    AlarmState state,
    String since,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable DefinitionDocument definition,
    @JsonProperty("built_in") @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean builtIn) {
  /** A list of alarms. */
  record Listing(List<AlarmDocument> alarms) {
    static Listing of(List<Alarm> alarms) {
      return new Listing(alarms.stream().map(AlarmDocument::of).toList());
    }
  }

  static AlarmDocument of(Alarm alarm) {
    AlarmDefinition definition = alarm.definition();
    return new AlarmDocument(
        alarm.name().value(),
        alarm.state(),
        Instant.ofEpochMilli(alarm.sinceMillis()).toString(),
        definition == null ? null : DefinitionDocument.of(definition),
        alarm.builtIn());
  }

  /** The body that sets an alarm. */
  record Wanted(AlarmState state) {}
}
