package waitingroom.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

final class OpenLoopTest {
  private static final String ROOM = "room";
  private static final long STALL_MILLIS = 500;

  @Test
  void a_stall_is_charged_for_everybody_who_came_meanwhile() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    Answers answers =
        load(
            exchange -> {
              if (asked.incrementAndGet() == 1) {
                stall();
              }
              answer(exchange, 200, "{}");
            },
            new OpenLoop.Pace(100, 1, 0),
            Visit.of(ROOM, Requests.get("/")));

    // A closed loop would see only one slow answer in a hundred.
    Answers.Latencies latencies = answers.of(ROOM);
    assertThat(asked).hasValue(100);
    assertThat(latencies.requests()).isEqualTo(100);
    assertThat(latencies.failures()).isZero();
    assertThat(latencies.p99Millis()).isGreaterThan(0.8 * STALL_MILLIS);
  }

  @Test
  void a_visitor_with_a_wrong_answer_goes_home() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    Answers answers =
        load(
            exchange -> answer(exchange, asked.incrementAndGet() == 1 ? 200 : 503, "{}"),
            new OpenLoop.Pace(1, 1, 0),
            new Journey(ROOM, 20));

    assertThat(asked).hasValue(2);
    assertThat(answers.of("assign_queue_num").failures()).isZero();
    assertThat(answers.of("queue_num").failures()).isEqualTo(1);
  }

  /** Runs an open loop against a server that handles one request at a time. */
  private static Answers load(HttpHandler handler, OpenLoop.Pace pace, Visit visit)
      throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", handler);
    server.start();
    try {
      return OpenLoop.run(server.getAddress(), pace, n -> visit);
    } finally {
      server.stop(0);
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(status, body.length());
    exchange.getResponseBody().write(body.getBytes(US_ASCII));
    exchange.close();
  }

  private static void stall() {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STALL_MILLIS);
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }
}
