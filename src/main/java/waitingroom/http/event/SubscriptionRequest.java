package waitingroom.http.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import waitingroom.event.EventType;
import waitingroom.event.webhook.WebhookSecret;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.Json;
import waitingroom.http.route.Problems;

/**
 * What a client wants a subscription to be.
 *
 * @param eventId null: the alarms
 * @param secret empty: one of ours, or the one that is there
 */
record SubscriptionRequest(
    @Nullable String eventId,
    String url,
    Set<EventType> types,
    boolean active,
    Optional<WebhookSecret> secret,
    boolean fromBeginning) {
  private static final Set<String> MEMBERS =
      Set.of("event_id", "url", "types", "active", "secret", "start");

  /** Reads a body; whatever is wrong is refused by the name of its member. */
  static SubscriptionRequest of(byte[] body) {
    JsonNode given =
        Json.object(body)
            .orElseThrow(
                () ->
                    refusal(
                        "The body must be a JSON object like {\"url\":"
                            + " \"https://shop.example/hook\", \"event_id\": \"Sample\"}"));
    for (Iterator<String> names = given.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!MEMBERS.contains(name)) {
        throw refusal("There is no member " + Json.quoted(name));
      }
    }
    String url = text(given, "url").orElseThrow(() -> refusal("The member url is missing"));
    return new SubscriptionRequest(
        text(given, "event_id").orElse(null),
        url,
        types(given.path("types")),
        active(given.path("active")),
        text(given, "secret").map(SubscriptionRequest::secret),
        fromBeginning(text(given, "start").orElse("now")));
  }

  private static Optional<String> text(JsonNode given, String name) {
    JsonNode node = given.path(name);
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    if (!node.isTextual()) {
      throw refusal("The member " + name + " must be a text");
    }
    return Optional.of(node.textValue());
  }

  private static Set<EventType> types(JsonNode node) {
    Set<EventType> types = EnumSet.noneOf(EventType.class);
    if (!node.isMissingNode() && !node.isArray()) {
      throw refusal("The member types must be a list of names");
    }
    for (JsonNode name : node) {
      types.add(EventScopes.type(name.asText()));
    }
    return types;
  }

  private static boolean active(JsonNode node) {
    if (!node.isMissingNode() && !node.isBoolean()) {
      throw refusal("The member active must be true or false");
    }
    return node.asBoolean(true);
  }

  private static WebhookSecret secret(String text) {
    return WebhookSecret.parse(text).orElseThrow(() -> refusal(WebhookSecret.RULE));
  }

  private static boolean fromBeginning(String start) {
    if (!start.equals("now") && !start.equals("beginning")) {
      throw refusal("The member start must be now or beginning");
    }
    return start.equals("beginning");
  }

  static HttpRefusal refusal(String detail) {
    return new HttpRefusal(Problems.of(400, detail));
  }
}
