package waitingroom.http.alarm;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import waitingroom.alarm.AlarmDefinition;
import waitingroom.alarm.AlarmMetric;
import waitingroom.alarm.Comparison;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.Json;
import waitingroom.http.route.Problems;
import waitingroom.room.RoomId;

/**
 * The definition of an alarm as the alarms API takes and shows it.
 *
 * @param duration seconds
 */
record DefinitionDocument(
    @JsonProperty("event_id") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String eventId,
    String metric,
    String comparison,
    double threshold,
    int duration,
    @JsonProperty("notify") Notify told) {
  private static final Set<String> MEMBERS =
      Set.of("event_id", "metric", "comparison", "threshold", "duration", "notify");

  /** One address, no display name, nothing that a mail header gives a meaning to. */
  private static final Pattern EMAIL =
      Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,189}");

  /** Who is told. */
  record Notify(List<String> emails) {}

  static DefinitionDocument of(AlarmDefinition definition) {
    return new DefinitionDocument(
        definition.eventId(),
        definition.metric().text(),
        definition.comparison().text(),
        definition.threshold(),
        definition.durationSeconds(),
        new Notify(definition.emails()));
  }

  /** The definition in a body; what breaks a rule is refused by name. */
  static AlarmDefinition definition(byte[] body) {
    JsonNode given = Json.object(body).orElseThrow(() -> refusal("The body must be a JSON object"));
    refuseUnknown(given, MEMBERS);
    try {
      return new AlarmDefinition(
          given.has("event_id") ? room(text(given, "event_id")) : null,
          AlarmMetric.named(text(given, "metric")).orElseThrow(DefinitionDocument::noMetric),
          Comparison.named(text(given, "comparison"))
              .orElseThrow(() -> refusal("The member comparison must be >, >=, < or <=")),
          number(given, "threshold"),
          whole(given, "duration"),
          emails(given.path("notify")));
    } catch (IllegalArgumentException broken) {
      throw refusal(String.valueOf(broken.getMessage()));
    }
  }

  private static String room(String eventId) {
    return RoomId.parse(eventId).orElseThrow(() -> refusal(RoomId.RULE)).value();
  }

  private static HttpRefusal noMetric() {
    return refusal(
        "The member metric must be one of "
            + Stream.of(AlarmMetric.values())
                .map(AlarmMetric::text)
                .collect(Collectors.joining(", ")));
  }

  private static void refuseUnknown(JsonNode object, Set<String> known) {
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                throw refusal("There is no member " + Json.quoted(name));
              }
            });
  }

  private static String text(JsonNode object, String name) {
    return Optional.ofNullable(object.get(name))
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .orElseThrow(() -> refusal("The member " + name + " must be a text"));
  }

  private static double number(JsonNode object, String name) {
    JsonNode node = object.get(name);
    if (node == null || !node.isNumber()) {
      throw refusal("The member " + name + " must be a number");
    }
    return node.doubleValue();
  }

  private static int whole(JsonNode object, String name) {
    JsonNode node = object.get(name);
    if (node == null || !node.isIntegralNumber() || !node.canConvertToInt()) {
      throw refusal("The member " + name + " must be a whole number");
    }
    return node.intValue();
  }

  private static List<String> emails(JsonNode notify) {
    if (notify.isMissingNode()) {
      return List.of();
    }
    if (!notify.isObject()) {
      throw refusal("The member notify must be an object like {\"emails\": []}");
    }
    refuseUnknown(notify, Set.of("emails"));
    JsonNode given = notify.path("emails");
    if (!given.isArray()) {
      throw refusal("The member notify.emails must be an array of addresses");
    }
    List<String> emails = new ArrayList<>();
    for (JsonNode one : given) {
      if (!one.isTextual() || !EMAIL.matcher(one.textValue()).matches()) {
        throw refusal("The member notify.emails must hold addresses like name@example.org alone");
      }
      emails.add(one.textValue());
    }
    return emails;
  }

  private static HttpRefusal refusal(String detail) {
    return new HttpRefusal(Problems.of(400, detail));
  }
}
