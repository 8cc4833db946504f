package waitingroom.room.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.longlong.Roaring64Bitmap;
import waitingroom.room.RoomId;
import waitingroom.store.Bitmaps;

class SessionBoardTest {
  private static final RoomId ROOM = new RoomId("Sample");

  private final SessionBoard board = new SessionBoard();

  private static EndedSessions news(long epoch, long total, long... positions) {
    return new EndedSessions(
        ROOM, epoch, Bitmaps.toBytes(Roaring64Bitmap.bitmapOf(positions)), total);
  }

  @Test
  void it_says_nothing_of_a_room_that_it_has_not_heard_of() {
    assertThat(board.ended(ROOM, 1, 1)).isEmpty();
  }

  @Test
  void it_knows_who_is_over_and_who_is_not() {
    assertThat(board.learn(news(1, 2, 3, 5))).isTrue();
    assertThat(board.ended(ROOM, 1, 3)).contains(true);
    assertThat(board.ended(ROOM, 1, 4)).contains(false);
  }

  @Test
  void it_says_nothing_from_a_gap_on_until_the_gap_is_closed() {
    board.learn(news(1, 1, 3));
    assertThat(board.learn(news(1, 3, 7))).isFalse();
    assertThat(board.ended(ROOM, 1, 3)).isEmpty();
    board.learnPart(news(1, 3, 3));
    assertThat(board.ended(ROOM, 1, 3)).as("only a part").isEmpty();
    assertThat(board.learn(news(1, 3, 5))).isTrue();
    assertThat(board.ended(ROOM, 1, 5)).contains(true);
  }

  @Test
  void a_session_that_the_node_has_seen_ended_is_over_at_once() {
    board.learn(news(1, 0));
    board.learn(ROOM, 1, 9);
    assertThat(board.ended(ROOM, 1, 9)).contains(true);
  }

  @Test
  void what_the_node_has_seen_alone_is_not_everything() {
    board.learn(ROOM, 1, 9);
    assertThat(board.ended(ROOM, 1, 8)).isEmpty();
  }

  @Test
  void an_epoch_starts_with_nobody_and_news_of_older_ones_change_nothing() {
    board.learn(news(1, 1, 3));
    assertThat(board.learn(news(2, 0))).isTrue();
    assertThat(board.ended(ROOM, 2, 3)).contains(false);
    assertThat(board.ended(ROOM, 1, 3)).isEmpty();
    assertThat(board.learn(news(1, 5, 4))).isTrue();
    assertThat(board.ended(ROOM, 2, 4)).contains(false);
  }

  /** Updates get lost, come twice and in any order; in the end the room repeats its total. */
  @Property(tries = 300)
  void when_the_room_is_quiet_it_knows_everything_or_says_nothing(@ForAll long seed) {
    Random random = new Random(seed);
    SessionBoard any = new SessionBoard();
    Roaring64Bitmap truth = new Roaring64Bitmap();
    List<EndedSessions> sent = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      long position = 1L + random.nextInt(50);
      long[] fresh = truth.contains(position) ? new long[0] : new long[] {position};
      truth.add(fresh);
      if (random.nextInt(5) == 0) {
        any.learn(ROOM, 1, position);
      }
      if (random.nextInt(4) != 0) {
        sent.add(news(1, truth.getLongCardinality(), fresh));
      }
    }
    Collections.shuffle(sent, random);
    sent.forEach(any::learn);
    boolean complete = any.learn(news(1, truth.getLongCardinality()));
    for (long position = 1; position <= 50; position++) {
      if (complete) {
        assertThat(any.ended(ROOM, 1, position)).contains(truth.contains(position));
      } else {
        assertThat(any.ended(ROOM, 1, position)).isEmpty();
      }
    }
  }
}
