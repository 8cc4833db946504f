package waitingroom.http.room;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.Json;
import waitingroom.http.route.Problems;

/**
 * What a shop tells the inlet {@code max_size} (contract, part 5), bare or in the envelope in which
 * Amazon SNS posts it to HTTP endpoints.
 *
 * @param eventId the room, null when the message does not say
 * @param exited people who left, null when the message does not say
 * @param completed request ids
 * @param abandoned request ids
 */
record ShopMessage(
    @Nullable String eventId,
    @Nullable Long exited,
    List<String> completed,
    List<String> abandoned) {
  private static final int IDS_MAX = 10_000;

  /**
   * Reads one.
   *
   * @throws HttpRefusal 400 with a text that names the member that is wrong
   */
  static ShopMessage of(byte[] body) {
    JsonNode object = object(body, "The body must be a JSON object");
    return isEnvelope(object) ? parse(enclosed(object)) : parse(object);
  }

  /** The URL that confirms a subscription, when the body asks for that. */
  static Optional<String> confirmation(byte[] body) {
    return Json.object(body)
        .filter(object -> "SubscriptionConfirmation".equals(object.path("Type").textValue()))
        .map(object -> object.path("SubscribeURL").asText());
  }

  private static boolean isEnvelope(JsonNode object) {
    return object.path("Type").isTextual() && object.path("Message").isTextual();
  }

  private static JsonNode enclosed(JsonNode envelope) {
    return object(
        envelope.get("Message").textValue().getBytes(StandardCharsets.UTF_8),
        "The Message in the envelope must be a JSON object");
  }

  private static JsonNode object(byte[] json, String otherwise) {
    return Json.object(json).orElseThrow(() -> refusal(otherwise));
  }

  private static ShopMessage parse(JsonNode object) {
    return new ShopMessage(
        eventId(object.get("event_id")),
        exited(object.get("exited")),
        ids(object, "completed"),
        ids(object, "abandoned"));
  }

  private static @Nullable String eventId(@Nullable JsonNode node) {
    if (node == null || node.isTextual()) {
      return node == null ? null : node.textValue();
    }
    throw refusal("event_id must be a string");
  }

  /** A number, or a string of digits as some publishers send it. */
  private static @Nullable Long exited(@Nullable JsonNode node) {
    if (node == null || node.isNull()) {
      return null;
    }
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return node.longValue();
    }
    try {
      if (node.isTextual()) {
        return Long.valueOf(node.textValue().trim());
      }
    } catch (NumberFormatException notANumber) {
      // refused below
    }
    throw refusal("exited must be a whole number");
  }

  private static List<String> ids(JsonNode object, String name) {
    JsonNode node = object.path(name);
    if (node.isMissingNode() || node.isNull()) {
      return List.of();
    }
    List<String> ids = new ArrayList<>();
    for (JsonNode id : node) {
      if (!id.isTextual()) {
        throw refusal(name + " must be an array of request ids");
      }
      ids.add(id.textValue());
    }
    if (!node.isArray() || ids.size() > IDS_MAX) {
      throw refusal(name + " must be an array of at most " + IDS_MAX + " request ids");
    }
    return ids;
  }

  private static HttpRefusal refusal(String detail) {
    return new HttpRefusal(Problems.of(400, detail));
  }
}
