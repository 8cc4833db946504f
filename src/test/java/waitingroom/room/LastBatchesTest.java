package waitingroom.room;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import waitingroom.room.RoomEvent.PositionsAssigned;

class LastBatchesTest {
  private final LastBatches batches = new LastBatches();

  @Test
  void the_sender_silent_longest_is_forgotten_first() {
    for (int i = 0; i < 256; i++) {
      batches.remember(batch("sender " + i, 1));
    }
    batches.remember(batch("sender 0", 2));
    batches.remember(batch("one more", 1));

    assertThat(batches.all()).hasSize(256);
    assertThat(batches.of("sender 1")).isNull();
    assertThat(batches.of("sender 0")).isEqualTo(batch("sender 0", 2));
    assertThat(batches.all().get(0)).isEqualTo(batch("sender 2", 1));
    assertThat(batches.all().get(255)).isEqualTo(batch("one more", 1));
  }

  /** Otherwise a room would know less, or more, after a restart than before. */
  @Test
  void looking_one_up_changes_nothing() {
    batches.remember(batch("a", 1));
    batches.remember(batch("b", 1));

    batches.of("a");

    assertThat(batches.all()).containsExactly(batch("a", 1), batch("b", 1));
  }

  private static PositionsAssigned batch(String origin, long number) {
    return new PositionsAssigned(1, 1, 0, origin, number);
  }
}
