package waitingroom.http.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import akka.NotUsed;
import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.net.BindException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Transfer of requests and answers. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD) // sockets heed no interrupt
class HttpServerTest extends HttpServing {
  @Test
  void answers_leave_in_the_order_of_the_requests() throws Exception {
    RawClient client = connect(serveWhenAsked());
    client.get("/1");
    client.get("/2");
    client.get("/3");

    answer("/3");
    answer("/2");
    answer("/1");

    assertThat(client.answer()).endsWith("/1");
    assertThat(client.answer()).endsWith("/2");
    assertThat(client.answer()).endsWith("/3");
  }

  @Test
  void no_more_requests_of_one_connection_are_worked_on_than_the_limit_says() throws Exception {
    RawClient client = connect(serveWhenAsked());
    for (int i = 1; i <= 20; i++) {
      client.get("/" + i);
    }
    await().until(() -> asked.size() == 8);

    answer("/1");
    assertThat(client.answer()).endsWith("/1");
    await().until(() -> asked.size() == 9);
    for (int i = 2; i <= 20; i++) {
      answer("/" + i);
      assertThat(client.answer()).endsWith("/" + i);
    }
  }

  @Test
  void a_request_may_come_byte_by_byte() throws Exception {
    RawClient client = connect(serve(request -> now(said(path(request)))));
    for (char c : "GET /slow HTTP/1.1\r\nHost: shop.example\r\n\r\n".toCharArray()) {
      client.send(String.valueOf(c));
    }
    assertThat(client.answer()).endsWith("/slow");
  }

  /**
   * Holds after shorter requests too: a request read in pieces is parsed again with each of them.
   */
  @Test
  void what_was_sent_at_once_is_read_at_once() throws Exception {
    RawClient client =
        connect(serve(request -> now(said(String.valueOf(request.entity().isStrict())))));
    String body = "x".repeat(1_000);
    for (int i = 0; i < 10; i++) {
      client.get("/");
      assertThat(client.answer()).endsWith("true");
    }
    client.send("POST / HTTP/1.1\r\nHost: shop.example\r\nContent-Length: 1000\r\n\r\n" + body);
    assertThat(client.answer()).endsWith("true");
  }

  @Test
  void an_answer_of_megabytes_arrives_whole() throws Exception {
    String text = "0123456789".repeat(500_000);
    RawClient client = connect(serve(request -> now(said(text))));
    client.get("/");
    assertThat(client.answer()).endsWith("\r\n\r\n" + text);
  }

  /** Allows for the megabytes that socket buffers hold. */
  @Test
  void a_client_that_does_not_read_stops_the_stream_that_it_asked_for() throws Exception {
    AtomicLong made = new AtomicLong();
    int size = 10_000;
    Source<ByteString, NotUsed> endless =
        Source.repeat(ByteString.fromArray(new byte[size]))
            .wireTap(bytes -> made.incrementAndGet());
    RawClient client =
        connect(
            serve(
                request ->
                    now(
                        HttpResponse.create()
                            .withEntity(
                                HttpEntities.createCloseDelimited(
                                    ContentTypes.APPLICATION_OCTET_STREAM, endless)))));
    client.get("/");

    long stopped = stoppedAt(made);
    assertThat(stopped * size).isLessThan(30_000_000);
    client.skip((int) stopped * size + 5_000_000);
    await().until(() -> made.get() > stopped);
  }

  private static long stoppedAt(AtomicLong made) {
    AtomicLong before = new AtomicLong(-1);
    await()
        .pollInterval(Duration.ofMillis(500))
        .until(() -> made.get() > 0 && before.getAndSet(made.get()) == made.get());
    return made.get();
  }

  @Test
  void a_handler_that_fails_is_a_500() throws Exception {
    RawClient client = connect(serveWhenAsked());
    client.get("/");
    underWay("/").completeExceptionally(new IllegalStateException("a bug"));

    assertThat(client.answer()).startsWith("HTTP/1.1 500");
    assertThat(client.ended()).isTrue();
  }

  @Test
  void the_handler_learns_where_a_request_comes_from() throws Exception {
    RawClient client =
        connect(
            serve(
                request ->
                    now(
                        said(
                            request
                                .getAttribute(AttributeKeys.remoteAddress)
                                .flatMap(remote -> remote.getAddress())
                                .orElseThrow()
                                .getHostAddress()))));
    client.get("/");
    assertThat(client.answer()).endsWith("127.0.0.1");
  }

  @Test
  void a_port_that_is_taken_is_refused() throws Exception {
    int port = serveWhenAsked().getPort();
    assertThatThrownBy(
            () ->
                server(kit, LIMITS, this::later)
                    .bind("127.0.0.1", port)
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(BindException.class);
  }
}
