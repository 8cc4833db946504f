package waitingroom.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import waitingroom.room.Counters;
import waitingroom.room.RoomId;
import waitingroom.room.RoomSettings;
import waitingroom.room.RoomStatus;

/** A room as the rooms API shows it, and its settings as the rooms API takes them. */
record RoomDocument(
    @JsonProperty("event_id") String eventId,
    String state,
    long epoch,
    RoomSettings settings,
    CountersDocument counters) {

  /**
   * All counters, under their names of contract 3.1.
   *
   * @param activeTokens left out when the room could not count them in time
   */
  record CountersDocument(
      @JsonProperty("queue_counter") long queue,
      @JsonProperty("serving_counter") long serving,
      @JsonProperty("token_counter") long token,
      @JsonProperty("expired_queue_counter") long expiredQueue,
      @JsonProperty("completed_counter") long completed,
      @JsonProperty("abandoned_counter") long abandoned,
      @JsonProperty("waiting_num") long waiting,
      @JsonProperty("active_tokens") @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable Long activeTokens) {}

  /**
   * A room in the list of all.
   *
   * @param waiting left out while the room starts
   */
  record Summary(
      @JsonProperty("event_id") String eventId,
      String state,
      @JsonProperty("waiting_num") @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable Long waiting) {}

  /** The list of all rooms. */
  record Listing(List<Summary> rooms) {}

  /** Strict: a client that sends a text for a number is told so. */
  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .withCoercionConfig(LogicalType.Textual, RoomDocument::onlyTexts)
          .build();

  private static void onlyTexts(MutableCoercionConfig config) {
    config
        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
  }

  static RoomDocument of(RoomStatus status, @Nullable Long activeTokens) {
    Counters c = status.counters();
    return new RoomDocument(
        status.room().value(),
        state(status),
        status.epoch(),
        status.settings(),
        new CountersDocument(
            c.queue(),
            c.serving(),
            c.token(),
            c.expiredQueue(),
            c.completed(),
            c.abandoned(),
            c.waiting(),
            activeTokens));
  }

  static Summary summary(RoomStatus status) {
    return new Summary(status.room().value(), state(status), status.counters().waiting());
  }

  /** A room that has not reported since this node is up. */
  static Summary starting(RoomId room) {
    return new Summary(room.value(), "starting", null);
  }

  private static String state(RoomStatus status) {
    return status.phase().name().toLowerCase(Locale.ROOT);
  }

  /**
   * The settings in a body; members that are missing are as in {@code base}, unknown or wrong ones
   * are refused by name.
   */
  static RoomSettings settings(byte[] body, RoomSettings base) {
    JsonNode given =
        Json.object(body)
            .orElseThrow(
                () -> refusal("The body must be a JSON object of settings, {} for the defaults"));
    ObjectNode all = STRICT.valueToTree(base);
    for (Iterator<String> names = given.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!all.has(name)) {
        throw refusal("There is no setting " + Json.quoted(name));
      }
      refuseNull(name, given.get(name));
      all.set(name, given.get(name));
    }
    JsonNode inlet = all.get("inlet");
    if (!inlet.isObject()) {
      throw refusal("The setting inlet must be an object with a strategy");
    }
    RoomSettings settings = converted(all);
    inlet.properties().forEach(one -> refuseNull("inlet." + one.getKey(), one.getValue()));
    return settings;
  }

  private static void refuseNull(String name, JsonNode value) {
    if (value.isNull()) {
      throw refusal("The setting " + name + " must not be null: leave it out for its default");
    }
  }

  private static RoomSettings converted(ObjectNode all) {
    try {
      return STRICT.treeToValue(all, RoomSettings.class);
    } catch (JsonMappingException wrong) {
      throw refusal(explanation(wrong));
    } catch (JsonProcessingException wrong) {
      throw refusal("The body is not a JSON object of settings");
    }
  }

  private static String explanation(JsonMappingException wrong) {
    if (wrong.getCause() instanceof IllegalArgumentException rule) {
      return String.valueOf(rule.getMessage());
    }
    String name =
        wrong.getPath().stream()
            .map(JsonMappingException.Reference::getFieldName)
            .collect(Collectors.joining("."));
    if (wrong instanceof UnrecognizedPropertyException) {
      return "There is no setting " + name;
    }
    if (wrong instanceof InvalidTypeIdException) {
      return "inlet.strategy must be manual, periodic, max_size or capacity";
    }
    return name.isEmpty()
        ? "The settings are malformed"
        : "The setting " + name + " has a value of the wrong type";
  }

  private static HttpRefusal refusal(String detail) {
    return new HttpRefusal(Problems.of(400, detail));
  }
}
