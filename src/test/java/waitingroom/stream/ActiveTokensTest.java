package waitingroom.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import waitingroom.room.Outcome;
import waitingroom.room.Rejection;
import waitingroom.room.RoomId;

class ActiveTokensTest {
  private final List<RoomId> asked = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong();
  private CompletionStage<Outcome<Long>> answer =
      CompletableFuture.completedStage(Outcome.done(3L));
  private final ActiveTokens tokens =
      new ActiveTokens(
          room -> {
            asked.add(room);
            return answer;
          },
          nanos::get);

  private static List<RoomId> rooms(int count) {
    return IntStream.range(0, count).mapToObj(i -> new RoomId("room-" + i)).toList();
  }

  private List<RoomId> refresh(List<RoomId> rooms) {
    asked.clear();
    tokens.refresh(rooms).toCompletableFuture().join();
    return List.copyOf(asked);
  }

  private void aSecondLater() {
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
  }

  @Test
  void all_rooms_have_their_turn_a_hundred_at_a_time() {
    HashSet<RoomId> all = new HashSet<>();
    for (int round = 0; round < 3; round++) {
      List<RoomId> now = refresh(rooms(250));
      assertThat(now).hasSize(100);
      all.addAll(now);
      aSecondLater();
    }
    assertThat(all).hasSize(250);
  }

  @Test
  void within_a_second_only_rooms_that_never_answered_are_asked() {
    assertThat(refresh(rooms(2))).hasSize(2);
    assertThat(refresh(rooms(3))).containsExactly(new RoomId("room-2"));
    aSecondLater();
    assertThat(refresh(rooms(3))).hasSize(3);
  }

  @Test
  void a_closed_room_has_none_and_one_that_fails_keeps_what_it_said() {
    RoomId room = new RoomId("room-0");
    assertThat(tokens.of(room)).isEmpty();
    refresh(rooms(1));
    aSecondLater();
    answer = CompletableFuture.failedStage(new IllegalStateException("away"));
    refresh(rooms(1));
    assertThat(tokens.of(room)).contains(3L);
    aSecondLater();
    answer = CompletableFuture.completedStage(Outcome.refused(Rejection.ROOM_CLOSED));
    refresh(rooms(1));
    assertThat(tokens.of(room)).contains(0L);
  }

  @Test
  void no_rooms_are_no_trouble() {
    assertThat(refresh(List.of())).isEmpty();
  }
}
