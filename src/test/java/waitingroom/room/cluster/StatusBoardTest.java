package waitingroom.room.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import waitingroom.room.Counters;
import waitingroom.room.Phase;
import waitingroom.room.RoomId;
import waitingroom.room.RoomSettings;
import waitingroom.room.RoomStatus;
import waitingroom.room.cluster.StatusBoard.Entry;

class StatusBoardTest {
  private static final RoomId SALE = new RoomId("sale");
  private static final RoomId SAMPLE = new RoomId("Sample");

  private final StatusBoard board = new StatusBoard();

  @Test
  void an_older_status_never_replaces_a_newer_one() {
    board.learn(status(3, Phase.OPEN));
    board.learn(status(2, Phase.CLOSED));
    assertThat(board.entry(SALE)).isEqualTo(new Entry.Known(status(3, Phase.OPEN)));

    board.learn(status(4, Phase.CLOSED));
    assertThat(board.entry(SALE)).isEqualTo(new Entry.Known(status(4, Phase.CLOSED)));
    assertThat(board.all()).containsExactly(status(4, Phase.CLOSED));
  }

  @Test
  void a_room_that_was_never_opened_is_no_news() {
    board.learnDirectory(Set.of());
    board.learn(status(0, Phase.NEVER_OPENED));
    assertThat(board.entry(SALE)).isEqualTo(new Entry.Unknown());
    assertThat(board.entry("no name")).isEqualTo(new Entry.Unknown());
  }

  @Test
  void any_name_may_be_starting_until_the_node_has_heard_which_there_are() {
    assertThat(board.ready()).isFalse();
    assertThat(board.entry(SALE)).isEqualTo(new Entry.Starting());
    assertThat(board.entry(SALE.value())).isEqualTo(new Entry.Starting());
    assertThat(board.entry("no name")).isEqualTo(new Entry.Unknown());

    board.learnDirectory(Set.of(SALE));

    assertThat(board.ready()).isTrue();
    assertThat(board.entry(SALE)).isEqualTo(new Entry.Starting());
    assertThat(board.entry(SALE.value())).isEqualTo(new Entry.Starting());
    assertThat(board.entry("no name")).isEqualTo(new Entry.Unknown());
    assertThat(board.entry(SAMPLE)).isEqualTo(new Entry.Unknown());
  }

  /** Names are permanent, and messages overtake each other. */
  @Test
  void an_older_directory_never_hides_a_room() {
    board.learnDirectory(Set.of(SALE, SAMPLE));
    board.learnDirectory(Set.of(SAMPLE));

    assertThat(board.entry(SALE)).isEqualTo(new Entry.Starting());
    assertThat(board.entry(SALE.value())).isEqualTo(new Entry.Starting());
    assertThat(board.entry("no name")).isEqualTo(new Entry.Unknown());
  }

  @Test
  void a_name_that_is_added_is_known_once_the_others_are() {
    board.learnName(SALE);
    assertThat(board.ready()).isFalse();
    assertThat(board.lacks(0)).isTrue();

    board.learnDirectory(Set.of(SAMPLE));
    board.learnName(SALE);

    assertThat(board.entry(SALE)).isEqualTo(new Entry.Starting());
    assertThat(board.entry(SALE.value())).isEqualTo(new Entry.Starting());
    assertThat(board.entry("no name")).isEqualTo(new Entry.Unknown());
    assertThat(board.names()).containsExactlyInAnyOrder(SALE, SAMPLE);
    assertThat(board.lacks(2)).isFalse();
    assertThat(board.lacks(3)).isTrue();
  }

  @Test
  void the_names_hold_rooms_that_have_reported_and_rooms_that_have_not() {
    board.learn(status(1, Phase.CLOSED));
    board.learnDirectory(Set.of(SAMPLE));

    assertThat(board.names()).containsExactlyInAnyOrder(SALE, SAMPLE);
  }

  private static RoomStatus status(long revision, Phase phase) {
    return new RoomStatus(SALE, revision, phase, 1, RoomSettings.DEFAULT, 1, Counters.ZERO);
  }
}
