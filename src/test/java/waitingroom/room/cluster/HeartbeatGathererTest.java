package waitingroom.room.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.longlong.Roaring64Bitmap;
import waitingroom.room.RoomId;
import waitingroom.store.Unavailable;

class HeartbeatGathererTest {
  private static final RoomId ROOM = new RoomId("Sample");
  private static final RoomId OTHER = new RoomId("Other");

  private record Sent(RoomId room, long epoch, List<Long> positions) {}

  private final List<Sent> sent = new ArrayList<>();
  private final List<CompletableFuture<Roaring64Bitmap>> answers = new ArrayList<>();
  private final HeartbeatGatherer gatherer = new HeartbeatGatherer(this::send);

  @Test
  void heartbeats_of_one_room_leave_together_and_once() {
    gatherer.beat(ROOM, 1, 7);
    gatherer.beat(ROOM, 1, 5);
    gatherer.beat(ROOM, 1, 7);
    gatherer.flush();
    gatherer.flush();

    assertThat(sent).containsExactly(new Sent(ROOM, 1, List.of(5L, 7L)));
  }

  @Test
  void each_room_hears_of_its_own() {
    gatherer.beat(ROOM, 1, 7);
    gatherer.beat(OTHER, 3, 8);
    gatherer.flush();

    assertThat(sent)
        .containsExactlyInAnyOrder(new Sent(ROOM, 1, List.of(7L)), new Sent(OTHER, 3, List.of(8L)));
  }

  @Test
  void where_nobody_beats_nothing_is_sent() {
    gatherer.flush();
    assertThat(sent).isEmpty();
  }

  @Test
  void a_session_that_the_room_called_over_is_refused_from_then_on_and_not_sent() {
    assertThat(gatherer.beat(ROOM, 1, 7)).isTrue();
    gatherer.flush();
    answers.get(0).complete(Roaring64Bitmap.bitmapOf(7));

    assertThat(gatherer.beat(ROOM, 1, 7)).isFalse();
    assertThat(gatherer.beat(ROOM, 1, 8)).isTrue();
    gatherer.flush();
    assertThat(sent).last().isEqualTo(new Sent(ROOM, 1, List.of(8L)));
  }

  @Test
  void a_new_epoch_starts_without_the_old_ones_dead_and_beats() {
    gatherer.beat(ROOM, 1, 7);
    gatherer.flush();
    gatherer.beat(ROOM, 1, 8);
    assertThat(gatherer.beat(ROOM, 2, 7)).isTrue();
    answers.get(0).complete(Roaring64Bitmap.bitmapOf(7));

    assertThat(gatherer.beat(ROOM, 2, 7)).isTrue();
    gatherer.flush();
    assertThat(sent).last().isEqualTo(new Sent(ROOM, 2, List.of(7L)));
  }

  @Test
  void a_room_that_does_not_answer_stops_nothing() {
    gatherer.beat(ROOM, 1, 7);
    gatherer.flush();
    answers.get(0).completeExceptionally(new Unavailable("The room did not answer in time"));

    assertThat(gatherer.beat(ROOM, 1, 7)).isTrue();
    gatherer.flush();
    assertThat(sent).hasSize(2);
  }

  private CompletionStage<Roaring64Bitmap> send(RoomId room, long epoch, Roaring64Bitmap beating) {
    List<Long> positions = new ArrayList<>();
    beating.forEach(positions::add);
    sent.add(new Sent(room, epoch, positions));
    CompletableFuture<Roaring64Bitmap> answer = new CompletableFuture<>();
    answers.add(answer);
    return answer;
  }
}
