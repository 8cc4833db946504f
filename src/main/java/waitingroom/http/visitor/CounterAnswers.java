package waitingroom.http.visitor;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import waitingroom.http.route.Answers;
import waitingroom.http.route.SpacedJson;
import waitingroom.room.RoomId;
import waitingroom.room.RoomStatus;

/** The answers that crowds poll for, rendered once per status that a room publishes. */
final class CounterAnswers {
  private final HttpHeader cacheControl;
  private final ConcurrentMap<RoomId, Rendered> rendered = new ConcurrentHashMap<>();

  CounterAnswers(int cacheSeconds) {
    this.cacheControl = Answers.cached(cacheSeconds);
  }

  record Rendered(long revision, HttpResponse serving, HttpResponse waiting) {}

  Rendered of(RoomStatus status) {
    Rendered latest = rendered.get(status.room());
    if (latest == null || latest.revision() != status.revision()) {
      latest = render(status);
      rendered.put(status.room(), latest);
    }
    return latest;
  }

  /** The serving counter is a JSON string, as in the original (contract 1.3). */
  private Rendered render(RoomStatus status) {
    SpacedJson serving =
        new SpacedJson().string("serving_counter", Long.toString(status.counters().serving()));
    SpacedJson waiting = new SpacedJson().number("waiting_num", status.counters().waiting());
    return new Rendered(
        status.revision(),
        Answers.ok(serving.bytes(), cacheControl),
        Answers.ok(waiting.bytes(), cacheControl));
  }
}
