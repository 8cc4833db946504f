package waitingroom;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RecentReadinessTest {
  private final Deque<CompletableFuture<List<String>>> queries = new ArrayDeque<>();
  private long nanos;
  private final RecentReadiness readiness =
      new RecentReadiness(
          () -> {
            queries.add(new CompletableFuture<>());
            return queries.getLast();
          },
          () -> nanos);

  @Test
  void an_answer_serves_for_a_second() {
    CompletableFuture<List<String>> first = ask();
    queries.getLast().complete(List.of());
    nanos = Duration.ofMillis(999).toNanos();

    assertThat(ask()).isCompletedWithValue(List.of());
    assertThat(first).isCompletedWithValue(List.of());
    assertThat(queries).hasSize(1);

    nanos = Duration.ofSeconds(1).toNanos();
    CompletableFuture<List<String>> second = ask();
    queries.getLast().complete(List.of("Cassandra does not answer"));

    assertThat(second).isCompletedWithValue(List.of("Cassandra does not answer"));
    assertThat(queries).hasSize(2);
  }

  @Test
  void while_a_query_is_under_way_nobody_starts_another_however_long_it_takes() {
    CompletableFuture<List<String>> first = ask();
    nanos = Duration.ofSeconds(5).toNanos();
    CompletableFuture<List<String>> second = ask();
    assertThat(queries).hasSize(1);

    queries.getLast().complete(List.of());

    assertThat(first).isCompletedWithValue(List.of());
    assertThat(second).isCompletedWithValue(List.of());
  }

  private CompletableFuture<List<String>> ask() {
    return readiness.missing().toCompletableFuture();
  }
}
