package waitingroom.contract.inlet;

import com.fasterxml.jackson.databind.JsonNode;
import waitingroom.testkit.Answer;
import waitingroom.testkit.ApiClient;

/**
 * Max-size inlet of the original: messages of the shop start it, and it calls the private API from
 * outside (contract, part 5). It keeps the original's bugs: the count of ended sessions is never
 * reset, and the capacity may be negative.
 */
final class MaxSizeFunction {
  static final String NOTHING = "\"Nothing to process\"";

  private final ApiClient api;
  private final String eventId;
  private final long maxSize;
  private long updated;

  MaxSizeFunction(ApiClient api, String eventId, long maxSize) {
    this.api = api;
    this.eventId = eventId;
    this.maxSize = maxSize;
  }

  /** Returns JSON: the API's answer or a string. */
  String run(String message) {
    JsonNode object = Answer.parse(message);
    if (object.isEmpty()) {
      return NOTHING;
    }
    update(object.path("completed"), 1);
    update(object.path("abandoned"), -1);
    long capacity = maxSize - activeTokens();
    long exited = object.path("exited").asLong();
    if (exited == 0 && updated == 0) {
      return NOTHING;
    }
    return increment(incrementBy(object.has("exited"), exited, capacity));
  }

  private long incrementBy(boolean exitedGiven, long exited, long capacity) {
    if (exitedGiven && exited < capacity) {
      return exited;
    }
    return updated < capacity ? updated : capacity;
  }

  private void update(JsonNode requestIds, int status) {
    for (JsonNode requestId : requestIds) {
      String body =
          "{\"event_id\": \"%s\", \"request_id\": \"%s\", \"status\": %d}"
              .formatted(eventId, requestId.textValue(), status);
      if (api.post("/api/update_session", body).status() == 200) {
        updated++;
      }
    }
  }

  private long activeTokens() {
    Answer answer = api.get("/api/num_active_tokens?event_id=" + eventId);
    if (answer.status() != 200) {
      throw new IllegalStateException("num_active_tokens failed: " + answer);
    }
    return answer.json().get("active_tokens").longValue();
  }

  private String increment(long by) {
    return api.post(
            "/api/increment_serving_counter",
            "{\"event_id\": \"%s\", \"increment_by\": %d}".formatted(eventId, by))
        .text();
  }
}
