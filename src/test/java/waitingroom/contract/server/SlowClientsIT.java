package waitingroom.contract.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import waitingroom.testkit.PushedEvents;
import waitingroom.testkit.TestNode;
import waitingroom.testkit.TestRoom;

/** Clients that hold idle connections harm no other client. */
@Timeout(90)
class SlowClientsIT {
  private static final int CLIENTS = 200;
  private static final int OTHERS = 50;
  private static final int CHANGES = 10;
  private static final int PATIENCE_MILLIS = 20_000;

  private static TestNode node;

  private final List<Socket> slow = new ArrayList<>();

  @BeforeAll
  static void start() {
    node =
        TestNode.start(
            SlowClientsIT.class,
            Clock.systemUTC(),
            "waiting-room.http.idle-timeout = 3s, waiting-room.stream.every = 100ms");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @AfterEach
  void close() throws IOException {
    for (Socket socket : slow) {
      socket.close();
    }
  }

  private void connect(String bytes) throws IOException {
    URI base = node.visitor().base();
    Socket socket = new Socket();
    socket.setReceiveBufferSize(1024);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(new InetSocketAddress(base.getHost(), base.getPort()));
    socket.getOutputStream().write(bytes.getBytes(US_ASCII));
    slow.add(socket);
  }

  private static void othersAreAnswered(TestRoom room) {
    List<String> ids = room.join(OTHERS);
    ids.forEach(id -> assertThat(room.place(id).status()).isEqualTo(200));
  }

  @Test
  void heads_that_do_not_go_on_are_cut_off_and_others_are_answered_meanwhile() throws Exception {
    TestRoom room = node.newRoom();
    for (int i = 0; i < CLIENTS; i++) {
      connect("GET /serving_num" + room.query() + " HTTP/1.1\r\nHost: shop.example\r\nX-Slow: ");
    }

    othersAreAnswered(room);

    for (Socket socket : slow) {
      assertThat(ended(socket)).isTrue();
    }
  }

  /** Waits for the end of the connection; fails on the socket's timeout. */
  private static boolean ended(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketException cut) {
      return true;
    }
  }

  @Test
  void streams_that_nobody_reads_keep_no_news_from_others() throws Exception {
    TestRoom room = node.newRoom();
    String id = room.join(1).get(0);
    for (int i = 0; i < CLIENTS; i++) {
      connect("GET /stream" + room.query(id) + " HTTP/1.1\r\nHost: shop.example\r\n\r\n");
    }
    try (PushedEvents events = PushedEvents.of(node.visitor(), "/stream" + room.query(id))) {
      for (int i = 1; i <= CHANGES; i++) {
        String message = "Change " + i + " " + "x".repeat(400);
        node.admin().send("PATCH", "/rooms/" + room.id(), "{\"message\": \"" + message + "\"}");
        while (!events.next("line").get("message").textValue().equals(message)) {
          // Skips older updates.
        }
      }
    }
    othersAreAnswered(room);
  }
}
