package waitingroom.contract.visitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import waitingroom.contract.Expect;
import waitingroom.testkit.Answer;
import waitingroom.testkit.OnNode;
import waitingroom.testkit.Profile;
import waitingroom.testkit.PushedEvents;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** {@code GET /line}, and the bytes of {@code GET /stream}. */
@OnNode(Profile.QUICK)
@Timeout(60)
class LineIT {
  private static TestNode node;

  @BeforeAll
  static void start(TestNode shared) {
    node = shared;
  }

  private static JsonNode line(TestRoom room, String requestId) {
    Answer answer = node.visitor().get("/line" + room.query(requestId));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    Expect.compatible(answer, Expect.NO_STORE);
    JsonNode line = answer.json();
    assertThat(answer.header("Poll-After")).contains(line.get("poll_after").asText());
    return line;
  }

  @Test
  void a_poll_says_all_that_a_stream_does_and_when_to_come_back() {
    TestRoom room = node.newRoom("{\"message\": \"Hello\"}");
    List<String> ids = room.join(102);
    String last = ids.get(101);
    assertThat(line(room, last))
        .isEqualTo(
            Answer.parse(
                """
                {"position": 102, "entry_time": %s, "serving_counter": 0, "waiting_num": 102,
                 "people_ahead": 101, "state": "open", "message": "Hello",
                 "estimated_wait": null, "range": null, "turn": "waiting", "expires_in": null,
                 "poll_after": 4}"""
                    .formatted(room.place(last).json().get("entry_time"))));

    room.serve(1);
    JsonNode served = line(room, ids.get(0));
    assertThat(served.get("turn").textValue()).isEqualTo("served");
    assertThat(served.get("expires_in").longValue()).isBetween(890L, 900L);
    assertThat(line(room, ids.get(1)).get("poll_after").intValue()).isEqualTo(2);
  }

  @Test
  void nobody_is_served_in_a_pause() {
    TestRoom room = node.newRoom();
    String visitor = room.joinServed();
    node.admin().send("PATCH", "/rooms/" + room.id(), "{\"paused\": true}");
    JsonNode line = line(room, visitor);
    assertThat(line.get("turn").textValue()).isEqualTo("waiting");
    assertThat(line.get("state").textValue()).isEqualTo("paused");
  }

  // the bytes

  @Test
  void who_does_not_read_holds_up_nobody_and_finds_the_newest_line_later() throws Exception {
    TestRoom room = node.newRoom();
    String visitor = room.join();
    try (Socket lazy = connected(1024);
        PushedEvents other = PushedEvents.of(node.visitor(), "/stream" + room.query())) {
      request(lazy, "/stream" + room.query(visitor));
      other.line("waiting_num", "1");
      for (int n = 1; n <= 20; n++) {
        node.admin().send("PATCH", "/rooms/" + room.id(), "{\"message\": \"" + n + "\"}");
      }
      other.line("message", "20");
      room.serve(1);
      other.line("serving_counter", "1");
      String text = readUntil(lazy.getInputStream(), "event: served");
      assertThat(text)
          .startsWith("HTTP/1.1 200 OK\r\n")
          .contains("\r\nContent-Type: text/event-stream\r\n")
          .contains("\r\nCache-Control: no-store\r\n")
          .contains("\r\nX-Accel-Buffering: no\r\n")
          .contains("\r\nAccess-Control-Allow-Origin: *\r\n")
          .containsSubsequence("retry: 3000\n\n", "event: place\n", "event: line\n");
    }
  }

  private static Socket connected(int bufferBytes) throws Exception {
    URI base = node.visitor().base();
    Socket socket = new Socket();
    socket.setReceiveBufferSize(bufferBytes);
    socket.setSoTimeout(15_000);
    socket.connect(new InetSocketAddress(base.getHost(), base.getPort()));
    return socket;
  }

  private static void request(Socket socket, String target) throws Exception {
    socket
        .getOutputStream()
        .write(
            ("GET " + target + " HTTP/1.1\r\nHost: line.example\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
  }

  private static String readUntil(InputStream stream, String end) throws Exception {
    StringBuilder text = new StringBuilder();
    byte[] buffer = new byte[4096];
    while (text.indexOf(end) < 0) {
      int count = stream.read(buffer);
      assertThat(count).as("ended after: " + text).isPositive();
      text.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
    }
    return text.toString();
  }
}
