package waitingroom.gatling;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.asLongAsDuring;
import static io.gatling.javaapi.core.CoreDsl.during;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.exitHereIfFailed;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.percent;
import static io.gatling.javaapi.core.CoreDsl.randomSwitch;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.sse;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The steps of a visitor of one room. A visitor who cannot join leaves. */
final class Visitor {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final String room;
  private final Map<Long, String> holders = new ConcurrentHashMap<>();
  private final Queue<String> finished = new ConcurrentLinkedQueue<>();

  Visitor(String room) {
    this.room = room;
  }

  /** Request ids of visitors who have a token and are finished. */
  Queue<String> finished() {
    return finished;
  }

  /** Joins, waits, and fetches the token. */
  ChainBuilder wholeVisit() {
    return exec(join(), findPlace(), waitByPolling(), fetchToken());
  }

  ChainBuilder join() {
    return exec(http("assign_queue_num")
            .post("/assign_queue_num")
            .body(StringBody("{\"event_id\": \"" + room + "\"}"))
            .check(status().is(200), jsonPath("$.api_request_id").saveAs("request")))
        .exec(exitHereIfFailed());
  }

  /** Looks up the place, which must be unique. */
  ChainBuilder findPlace() {
    return exec(
        asked("queue_num", 200)
            .check(
                jsonPath("$.queue_number")
                    .ofLong()
                    .validate("a place that nobody else has", this::unique)
                    .saveAs("position")));
  }

  private HttpRequestActionBuilder asked(String path, int status) {
    return http(path)
        .get("/" + path + "?event_id=" + room + "&request_id=#{request}")
        .check(status().is(status));
  }

  private Long unique(Long position, Session session) {
    String request = session.getString("request");
    String holder = holders.putIfAbsent(position, request);
    if (position < 1 || (holder != null && !holder.equals(request))) {
      throw new IllegalStateException("Position " + position + " was given twice");
    }
    return position;
  }

  /** Polls until the number is called, and now and then the number of people waiting. */
  ChainBuilder waitByPolling() {
    return exec(servingNum())
        .exec(
            asLongAsDuring(Visitor::waits, PATIENCE)
                .on(
                    pause(Duration.ofSeconds(1))
                        .exec(servingNum())
                        .exec(randomSwitch().on(percent(10).then(waitingNum())))));
  }

  /** The counter is a string, as in the original. */
  private ChainBuilder servingNum() {
    return exec(
        http("serving_num")
            .get("/serving_num?event_id=" + room)
            .check(status().is(200), jsonPath("$.serving_counter").saveAs("serving")));
  }

  private ChainBuilder waitingNum() {
    return exec(
        http("waiting_num")
            .get("/waiting_num?event_id=" + room)
            .check(status().is(200), jsonPath("$.waiting_num").ofLong().gte(0L)));
  }

  private static boolean waits(Session session) {
    return !session.isFailed()
        && Long.parseLong(session.getString("serving")) < session.getLong("position");
  }

  /** Polls the combined status every five seconds for that time. */
  ChainBuilder watch(Duration time) {
    HttpRequestActionBuilder line =
        asked("line", 200).check(jsonPath("$.poll_after").ofInt().gt(0));
    return exec(during(time).on(exec(line).pause(Duration.ofSeconds(5))));
  }

  /** Listens to the stream for that time. The server notices the end only by the silence. */
  ChainBuilder listen(Duration time) {
    return exec(sse("stream")
            .get("/stream?event_id=" + room + "&request_id=#{request}")
            .await(Duration.ofSeconds(20))
            .on(
                sse.checkMessage("place")
                    .matching(jsonPath("$.event").is("place"))
                    .check(jsonPath("$.data").exists())))
        .pause(time)
        .exec(sse("hang up").close());
  }

  /** Fetches the token, which is available once the number was called. */
  ChainBuilder fetchToken() {
    return exec(tokenRequest("generate_token")
            .check(status().is(200), jsonPath("$.access_token").exists()))
        .exec(exitHereIfFailed())
        .exec(
            session -> {
              finished.add(session.getString("request"));
              return session;
            });
  }

  private HttpRequestActionBuilder tokenRequest(String name) {
    return http(name)
        .post("/generate_token")
        .body(StringBody("{\"event_id\": \"" + room + "\", \"request_id\": \"#{request}\"}"));
  }

  /** Requests the token without waiting for the turn: the answer is the token or "not yet". */
  ChainBuilder pester() {
    return exec(tokenRequest("generate_token too early").check(status().in(200, 202, 429)));
  }

  /** Looks up an invented id, which must not be found. */
  ChainBuilder invent() {
    return exec(session -> session.set("request", UUID.randomUUID().toString()))
        .exec(asked("queue_num", 202));
  }
}
