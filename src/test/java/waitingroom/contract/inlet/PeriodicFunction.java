package waitingroom.contract.inlet;

import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import waitingroom.testkit.Answer;
import waitingroom.testkit.ApiClient;

/**
 * Periodic inlet of the original, which calls the private API from outside every minute (contract,
 * part 5).
 *
 * @param startTime epoch second
 * @param endTime epoch second, 0: never
 * @param alarm state of its alarm; null when no alarm has that name
 */
record PeriodicFunction(
    ApiClient api,
    String eventId,
    long incrementBy,
    long startTime,
    long endTime,
    Supplier<@Nullable String> alarm,
    Clock clock) {

  /** Result whose status is a number if the API was called, and a string if not. */
  record Result(Object statusCode, String body) {}

  Result run() {
    long now = clock.instant().getEpochSecond();
    boolean inTime = now > startTime && (endTime == 0 || now < endTime);
    if (!inTime || "ALARM".equals(alarm.get())) {
      return new Result("400", "{\"error\": \"Request is outside of valid time period.\"}");
    }
    Answer answer =
        api.post(
            "/api/increment_serving_counter",
            "{\"event_id\": \"%s\", \"increment_by\": %d}".formatted(eventId, incrementBy));
    return new Result(answer.status(), answer.json().toString());
  }
}
