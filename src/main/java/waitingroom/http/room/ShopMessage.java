package waitingroom.http.room;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import waitingroom.http.route.HttpRefusal;
import waitingroom.http.route.Json;
import waitingroom.http.route.StrictJson;
import waitingroom.http.route.StrictJson.NeverNull;

/**
 * A shop's message to the inlet {@code max_size} (contract, part 5), bare or in the envelope in
 * which Amazon SNS posts it to HTTP endpoints. Other members are ignored.
 *
 * @param eventId the room, null when the message does not name it
 * @param left people who left, a number or a string of digits as some publishers send it; null when
 *     the message does not say
 * @param completedIds request ids, null: none
 * @param abandonedIds request ids, null: none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record ShopMessage(
    @JsonProperty("event_id") @NeverNull @Nullable String eventId,
    @JsonProperty("exited") @Nullable JsonNode left,
    @JsonProperty("completed") @Nullable List<String> completedIds,
    @JsonProperty("abandoned") @Nullable List<String> abandonedIds) {
  private static final int IDS_MAX = 10_000;

  ShopMessage {
    exited(left);
    atMost("completed", completedIds);
    atMost("abandoned", abandonedIds);
  }

  /** Reads one. */
  static ShopMessage of(byte[] body) {
    JsonNode object = object(body, "The body must be a JSON object");
    boolean enveloped = object.path("Type").isTextual() && object.path("Message").isTextual();
    return StrictJson.read(enveloped ? enclosed(object) : object, ShopMessage.class);
  }

  /** The URL that confirms a subscription, when the body asks for that. */
  static Optional<String> confirmation(byte[] body) {
    return Json.object(body)
        .filter(object -> "SubscriptionConfirmation".equals(object.path("Type").textValue()))
        .map(object -> object.path("SubscribeURL").asText());
  }

  private static JsonNode enclosed(JsonNode envelope) {
    return object(
        envelope.get("Message").textValue().getBytes(StandardCharsets.UTF_8),
        "The Message in the envelope must be a JSON object");
  }

  private static JsonNode object(byte[] json, String otherwise) {
    return Json.object(json).orElseThrow(() -> HttpRefusal.badRequest(otherwise));
  }

  @Nullable Long exited() {
    return exited(left);
  }

  private static @Nullable Long exited(@Nullable JsonNode left) {
    if (left == null || left.isNull()) {
      return null;
    }
    if (left.isIntegralNumber() && left.canConvertToLong()) {
      return left.longValue();
    }
    try {
      if (left.isTextual()) {
        return Long.valueOf(left.textValue().trim());
      }
    } catch (NumberFormatException notANumber) {
      // refused below
    }
    throw HttpRefusal.badRequest("The member exited must be a whole number");
  }

  List<String> completed() {
    return Objects.requireNonNullElse(completedIds, List.of());
  }

  List<String> abandoned() {
    return Objects.requireNonNullElse(abandonedIds, List.of());
  }

  private static void atMost(String name, @Nullable List<String> ids) {
    if (ids != null && ids.size() > IDS_MAX) {
      throw HttpRefusal.badRequest(
          "The member %s must have at most %s request ids".formatted(name, IDS_MAX));
    }
  }
}
