package waitingroom.beacon.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static waitingroom.beacon.QuicknetRounds.R123;
import static waitingroom.beacon.QuicknetRounds.R42;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import waitingroom.beacon.Chain;
import waitingroom.beacon.Round;

/** Relays of quicknet as a table of answers; one that is not in it never answers. */
class RelaysTest {
  private static final CompletableFuture<TextSource.Reply> NO_CONNECTION =
      CompletableFuture.failedFuture(new IOException("refused"));

  private final Map<String, CompletionStage<TextSource.Reply>> answers = new HashMap<>();
  private final Relays relays =
      new Relays(
          Chain.QUICKNET,
          List.of(URI.create("https://a.example"), URI.create("https://b.example/drand/")),
          address -> answers.getOrDefault(address.toString(), new CompletableFuture<>()));

  private void a(String which, CompletionStage<TextSource.Reply> answer) {
    answers.put("https://a.example/" + Chain.QUICKNET.hash() + "/public/" + which, answer);
  }

  private void b(String which, CompletionStage<TextSource.Reply> answer) {
    answers.put("https://b.example/drand/" + Chain.QUICKNET.hash() + "/public/" + which, answer);
  }

  private static CompletionStage<TextSource.Reply> has(Round round) {
    return says(
        200, "{\"round\":%s,\"signature\":\"%s\"}".formatted(round.number(), round.signature()));
  }

  private static CompletionStage<TextSource.Reply> says(int status, String body) {
    return CompletableFuture.completedFuture(new TextSource.Reply(status, body));
  }

  private static <T> T now(CompletionStage<T> stage) {
    CompletableFuture<T> future = stage.toCompletableFuture();
    assertThat(future).isCompleted();
    return future.join();
  }

  @Test
  void the_first_genuine_answer_is_taken_without_waiting_for_the_others() {
    b("123", has(R123));
    assertThat(now(relays.round(123))).contains(R123);
  }

  @Test
  void a_false_relay_can_do_no_more_than_stay_silent() {
    b("123", has(R123));
    for (Round lie : List.of(R42, new Round(123, R42.signature()))) {
      a("123", has(lie));
      assertThat(now(relays.round(123))).contains(R123);
    }
    b("123", says(425, ""));
    assertThat(now(relays.round(123))).isEmpty();
  }

  @Test
  void nothing_is_taken_from_relays_that_do_not_answer_properly() {
    b("123", NO_CONNECTION);
    for (CompletionStage<TextSource.Reply> answer :
        List.of(
            says(404, ""), says(302, ""), says(500, "oops"), says(200, "<html>"), NO_CONNECTION)) {
      a("123", answer);
      assertThat(now(relays.round(123))).isEmpty();
    }
  }

  @Test
  void the_newest_round_is_the_highest_that_any_relay_proves() {
    a("latest", has(R42));
    CompletableFuture<TextSource.Reply> slow = new CompletableFuture<>();
    b("latest", slow);
    CompletableFuture<Optional<Round>> newest = relays.newest().toCompletableFuture();
    assertThat(newest).isNotDone();
    slow.complete(now(has(R123)));
    assertThat(newest.join()).contains(R123);

    b("latest", has(new Round(5_000, R123.signature())));
    assertThat(now(relays.newest())).contains(R42);
    a("latest", NO_CONNECTION);
    assertThat(now(relays.newest())).isEmpty();
  }
}
