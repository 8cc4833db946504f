package waitingroom.http.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.model.HttpEntity;
import akka.stream.Materializer;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Ends of connections: when and how. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD) // sockets heed no interrupt
class ConnectionEndsTest extends PlainServing {
  private static ActorTestKit impatient;

  @BeforeAll
  static void startImpatient() {
    impatient =
        ActorTestKit.create(
            ConfigFactory.parseString("akka.http.server.idle-timeout = 1s").withFallback(SETTINGS));
  }

  @AfterAll
  static void stopImpatient() {
    impatient.shutdownTestKit();
  }

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
    return serve(impatient, request -> now(said("here")));
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
    CompletableFuture<HttpEntity.Strict> read = new CompletableFuture<>();
    RawClient client =
        connect(
            serve(
                request -> {
                  request
                      .entity()
                      .toStrict(30_000, Materializer.matFromSystem(kit.system()))
                      .whenComplete(
                          (body, failure) -> {
                            if (failure == null) {
                              read.complete(body);
                            } else {
                              read.completeExceptionally(failure);
                            }
                          });
                  return read.thenApply(body -> said("whole"));
                }));
    client.send("POST / HTTP/1.1\r\nHost: shop.example\r\nContent-Length: 200\r\n\r\n");
    client.send("half of it");
    client.close();

    assertThatThrownBy(() -> read.get(20, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining("truncation");
  }
}
