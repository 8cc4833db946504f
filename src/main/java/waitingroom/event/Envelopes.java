package waitingroom.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonCloudEventData;
import io.cloudevents.jackson.JsonFormat;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.UnaryOperator;

/** CloudEvents 1.0 and their JSON format (structured mode). */
public final class Envelopes {
  /** The media type of {@link #json}. */
  public static final String CONTENT_TYPE = "application/cloudevents+json";

  /** The member that tells a visitor, by id or by name. */
  static final String VISITOR = "request_id";

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final JsonFormat FORMAT = new JsonFormat();

  private Envelopes() {}

  /** Builds an event; the members of the data keep their order. */
  static CloudEvent of(
      Scope scope, String id, EventType type, Instant time, Map<String, Object> data) {
    return CloudEventBuilder.v1()
        .withId(id)
        .withSource(scope.source())
        .withType(type.text())
        .withTime(time.atOffset(ZoneOffset.UTC))
        .withData("application/json", JsonCloudEventData.wrap(MAPPER.valueToTree(data)))
        .build();
  }

  /**
   * The same event with another text for the visitor that it is about, if there is one.
   *
   * @param json as of {@link #json}
   * @param renamed from the text so far
   */
  static byte[] renamed(byte[] json, UnaryOperator<String> renamed) {
    try {
      JsonNode event = MAPPER.readTree(json);
      if (event.path("data") instanceof ObjectNode data && data.path(VISITOR).isTextual()) {
        data.put(VISITOR, renamed.apply(data.path(VISITOR).textValue()));
        return MAPPER.writeValueAsBytes(event);
      }
      return json;
    } catch (IOException e) {
      throw new IllegalStateException("A stored event is no JSON", e);
    }
  }

  /** The event as JSON, UTF-8. */
  public static byte[] json(CloudEvent event) {
    return FORMAT.serialize(event);
  }
}
