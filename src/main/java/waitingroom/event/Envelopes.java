package waitingroom.event;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonCloudEventData;
import io.cloudevents.jackson.JsonFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/** CloudEvents 1.0 and their JSON format (structured mode). */
public final class Envelopes {
  /** The media type of {@link #json}. */
  public static final String CONTENT_TYPE = "application/cloudevents+json";

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

  /** The event as JSON, UTF-8. */
  public static byte[] json(CloudEvent event) {
    return FORMAT.serialize(event);
  }
}
