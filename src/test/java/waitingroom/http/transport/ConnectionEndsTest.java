package waitingroom.http.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import waitingroom.testkit.RawHttp2;
import waitingroom.testkit.RawListener;

/** Ends of connections: when and how. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD) // sockets heed no interrupt
class ConnectionEndsTest extends HttpServing {
  private static final Limits IMPATIENT = limits(3, Duration.ofSeconds(1));

  /** Closing a socket with unread input would discard its answer. */
  @Test
  void the_answer_to_a_head_that_is_too_long_can_be_read_although_more_comes() throws Exception {
    RawClient client = connect(serveWhenAsked());
    client.send("POST / HTTP/1.1\r\nHost: shop.example\r\nX: " + "x".repeat(20_000) + "\r\n\r\n");
    client.send(new byte[500_000]);

    assertThat(client.answer())
        .startsWith("HTTP/1.1 431")
        .containsIgnoringCase("connection: close");
    assertThat(client.ended()).isTrue();
  }

  @Test
  void a_client_that_goes_on_sending_after_its_last_answer_is_cut() throws Exception {
    RawClient client = connect(serveWhenAsked());
    client.send("POST / HTTP/1.1\r\nHost: shop.example\r\nX: " + "x".repeat(20_000) + "\r\n\r\n");
    assertThat(client.answer()).startsWith("HTTP/1.1 431");

    assertThatThrownBy(
            () -> {
              while (true) {
                client.send(new byte[100_000]);
              }
            })
        .isInstanceOf(IOException.class);
  }

  @Test
  void a_connection_too_many_waits_until_another_ends() throws Exception {
    InetSocketAddress address = serve(request -> now(said("here")));
    for (int i = 0; i < 3; i++) {
      RawClient client = connect(address);
      client.get("/");
      assertThat(client.answer()).endsWith("here");
    }
    RawClient waiting = connect(address);
    waiting.get("/");
    waiting.patience(300);
    assertThatThrownBy(waiting::answer).isInstanceOf(SocketTimeoutException.class);

    clients.get(0).close();

    waiting.patience(10_000);
    assertThat(waiting.answer()).endsWith("here");
  }

  private static InetSocketAddress serveImpatiently() throws Exception {
    return serve(IMPATIENT, request -> now(said("here")));
  }

  @Test
  void a_probe_that_sends_nothing_and_ends_its_side_is_closed_at_once() throws Exception {
    RawClient probe = connect(serveWhenAsked());

    probe.endOutput();

    assertThat(probe.ended()).isTrue();
  }

  @Test
  void a_connection_that_is_silent_is_closed() throws Exception {
    InetSocketAddress address = serveImpatiently();
    RawClient silent = connect(address);
    RawClient once = connect(address);
    once.get("/");
    assertThat(once.answer()).endsWith("here");

    assertThat(silent.ended()).isTrue();
    assertThat(once.ended()).isTrue();
  }

  @Test
  void a_head_that_goes_on_byte_by_byte_is_cut() throws Exception {
    RawClient slow = connect(serveImpatiently());
    slow.get("/");
    assertThat(slow.answer()).endsWith("here");
    slow.patience(200);
    slow.send("GET / HTTP/1.1\r\nHost: ");

    boolean ended = false;
    while (!ended) {
      try {
        slow.send("x");
        ended = slow.ended();
      } catch (SocketTimeoutException stillOpen) {
        // At most until this test's time limit.
      } catch (SocketException reset) {
        ended = true;
      }
    }
  }

  @Test
  void an_address_with_too_many_connections_gets_no_more() throws Exception {
    InetSocketAddress address =
        serve(limits(100, 2, Duration.ofSeconds(20)), request -> now(said("here")));
    for (int i = 0; i < 2; i++) {
      RawClient client = connect(address);
      client.get("/");
      assertThat(client.answer()).endsWith("here");
    }
    assertThat(connect(address).ended()).isTrue();

    clients.get(0).close();

    await()
        .ignoreExceptions()
        .until(
            () -> {
              RawClient again = connect(address);
              again.get("/");
              return again.answer().endsWith("here");
            });
  }

  /** The pings keep the connection lively. */
  @Test
  void a_stream_whose_client_opens_no_window_is_reset() throws Exception {
    InetSocketAddress address = serveImpatiently();
    URI base = URI.create("http://127.0.0.1:" + address.getPort());
    try (RawHttp2 client = new RawHttp2(new RawListener(base, null))) {
      client.frame(
          RawHttp2.SETTINGS, 0, 0, (byte) 0, (byte) 4, (byte) 0, (byte) 0, (byte) 0, (byte) 0);
      client.get(1, "/");
      CompletableFuture<RawHttp2.Ended> end =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return client.ended(1);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      await()
          .until(
              () -> {
                client.frame(RawHttp2.PING, 0, 0, new byte[8]);
                return end.isDone();
              });
      assertThat(end.join().status()).isZero();
    }
  }

  @Test
  void who_left_does_not_disturb_those_who_stay() throws Exception {
    InetSocketAddress address = serveWhenAsked();
    RawClient leaves = connect(address);
    RawClient stays = connect(address);
    leaves.get("/left");
    stays.get("/stayed");
    await().until(() -> asked.size() == 2);
    leaves.close();

    answer("/left");
    answer("/stayed");

    assertThat(stays.answer()).endsWith("/stayed");
  }

  @Test
  void who_sends_nothing_more_is_still_answered() throws Exception {
    RawClient client = connect(serveWhenAsked());
    client.get("/");
    client.endOutput();
    answer("/");

    assertThat(client.answer()).contains("Connection: close").endsWith("/");
    assertThat(client.ended()).isTrue();
  }

  @Test
  void a_body_whose_client_left_is_not_taken_for_whole() throws Exception {
    RawClient client = connect(serveWhenAsked());
    client.send("POST /half HTTP/1.1\r\nHost: shop.example\r\nContent-Length: 200\r\n\r\n");
    client.send("half of it");
    client.endOutput();

    assertThat(client.ended()).isTrue();
    assertThat(asked).isEmpty();
  }
}
