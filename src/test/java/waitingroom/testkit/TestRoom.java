package waitingroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * One room of a {@link TestNode}, through its API.
 *
 * @param id its event id
 */
public record TestRoom(TestNode node, String id) {
  /** A well-formed request id of no visitor. */
  public static final String UNKNOWN_ID = "00000001-0000-8000-8000-000000000000";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Opens or reopens the room. */
  void open(String settings) {
    assertThat(node.admin().send("PUT", "/rooms/" + id, settings).status()).isEqualTo(201);
  }

  /** The same room after a restart of its node. */
  public TestRoom on(TestNode restarted) {
    TestRoom room = new TestRoom(restarted, id);
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> restarted.admin().get("/rooms/" + id).status() == 200);
    return room;
  }

  /** A body with the event id and these members, each preceded by a comma. */
  public String body(String members) {
    return "{\"event_id\": \"" + id + "\"" + members + "}";
  }

  /** A body with the event id and a request id. */
  public String body(String requestId, String members) {
    return body(", \"request_id\": \"" + requestId + "\"" + members);
  }

  /** A query with the event id. */
  public String query() {
    return "?event_id=" + id;
  }

  /** A query with the event id and a request id. */
  public String query(String requestId) {
    return query() + "&request_id=" + requestId;
  }

  /** Joins the queue and returns the request id. */
  public String join() {
    Answer answer = node.visitor().post("/assign_queue_num", body(""));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return answer.json().get("api_request_id").textValue();
  }

  /** Joins the queue, increments the serving counter, and returns the request id. */
  public String joinServed() {
    String requestId = join();
    serve(1);
    return requestId;
  }

  /** Requests the position of a request id. */
  public Answer place(String requestId) {
    return node.visitor().get("/queue_num" + query(requestId));
  }

  /** The position of a request id. */
  public int position(String requestId) {
    Answer answer = place(requestId);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return answer.json().get("queue_number").intValue();
  }

  /** Increments the serving counter. */
  public void serve(long by) {
    Answer answer =
        node.admin().post("/api/increment_serving_counter", body(", \"increment_by\": " + by));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
  }

  /** Joins the queue that many times and returns the request ids in order. */
  public List<String> join(int visitors) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < visitors; i++) {
      ids.add(join());
    }
    return ids;
  }

  /** Requests the time that a position has left to fetch its token. */
  public Answer expiry(String requestId) {
    return node.visitor().get("/queue_pos_expiry" + query(requestId));
  }

  /** Replaces the room's settings; missing ones get their defaults. */
  public void configure(String settings) {
    Answer answer = node.admin().send("PUT", "/rooms/" + id, settings, "If-Match", "*");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
  }

  /** Publishes a page design; missing members get their defaults. */
  public void design(String members) {
    Answer draft = node.admin().send("PUT", "/rooms/" + id + "/page", members);
    assertThat(draft.status()).as(draft.toString()).isEqualTo(200);
    Answer published = node.admin().post("/rooms/" + id + "/page/publish", "");
    assertThat(published.status()).as(published.toString()).isEqualTo(200);
  }

  /** The number of checks for expired positions so far. */
  public long sweeps() {
    String metrics = node.stranger().get("/metrics").text();
    Matcher line =
        Pattern.compile("waitingroom_sweeps_total\\{room=\"" + id + "\"} ([0-9.E]+)")
            .matcher(metrics);
    assertThat(line.find()).as(metrics).isTrue();
    return (long) Double.parseDouble(line.group(1));
  }

  /** Waits for that number of checks. */
  public void awaitSweeps(long count) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> sweeps() >= count);
  }

  /** Waits for a check that began after this call. */
  public void awaitSweep() {
    // A check under way may have read the clock before this call.
    awaitSweeps(sweeps() + 2);
  }

  /** Requests a token as a visitor. */
  public Answer token(String requestId) {
    return node.visitor().post("/generate_token", body(requestId, ""));
  }

  /**
   * Requests a token as an operator, with additional members of the body, each preceded by a comma.
   */
  public Answer operatorToken(String requestId, String members) {
    return node.admin().post("/api/generate_token", body(requestId, members));
  }

  /** The request ids with expired tokens. */
  public List<String> expiredTokens() {
    Answer answer = node.admin().get("/api/expired_tokens" + query());
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    List<String> ids = new ArrayList<>();
    answer.json().forEach(id -> ids.add(id.textValue()));
    return ids;
  }

  /** Completes (1) or abandons (-1) a session. */
  public Answer end(String requestId, int status) {
    return node.admin().post("/api/update_session", body(requestId, ", \"status\": " + status));
  }

  /** Resets the room. */
  public void reset() {
    assertThat(node.admin().post("/api/reset_initial_state", body("")).status()).isEqualTo(200);
  }

  /** The room's document in the rooms API. */
  public Answer document() {
    Answer answer = node.admin().get("/rooms/" + id);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return answer;
  }

  public JsonNode counters() {
    return document().json().get("counters");
  }

  public long counter(String name) {
    return counters().get(name).longValue();
  }
}
