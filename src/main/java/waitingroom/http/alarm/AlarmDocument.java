package waitingroom.http.alarm;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import waitingroom.alarm.Alarm;
import waitingroom.alarm.AlarmDefinition;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.Json;
import waitingroom.http.route.Problems;
import waitingroom.inlet.AlarmState;

/**
 * An alarm as the alarms API shows it.
 *
 * @param since when it changed to this state, RFC 3339
 * @param definition left out when others set the alarm
 * @param builtIn left out when it is not
 */
record AlarmDocument(
    String name,
    AlarmState state,
    String since,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable DefinitionDocument definition,
    @JsonProperty("built_in") @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean builtIn) {
  private static final String STATE = "state";

  /** Several alarms. */
  record Listing(List<AlarmDocument> alarms) {
    /** In this order. */
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

  /** The state in a body {@code {"state": "..."}}; anything else there is refused by name. */
  static AlarmState state(byte[] body) {
    JsonNode given =
        Json.object(body)
            .orElseThrow(() -> refusal("The body must be a JSON object like {\"state\": \"OK\"}"));
    for (Iterator<String> names = given.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!name.equals(STATE)) {
        throw refusal("There is no member " + Json.quoted(name) + ", only \"state\"");
      }
    }
    return Optional.ofNullable(given.get(STATE))
        .filter(JsonNode::isTextual)
        .flatMap(text -> named(text.textValue()))
        .orElseThrow(
            () ->
                refusal("The member \"state\" must be \"OK\", \"ALARM\" or \"INSUFFICIENT_DATA\""));
  }

  private static Optional<AlarmState> named(String name) {
    for (AlarmState state : AlarmState.values()) {
      if (state.name().equals(name)) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }

  private static HttpRefusal refusal(String detail) {
    return new HttpRefusal(Problems.of(400, detail));
  }
}
