package waitingroom.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import waitingroom.room.EntryTimes.Run;
import waitingroom.room.RoomEvent.PositionsAssigned;

class EntryTimesTest {
  private static PositionsAssigned batch(long first, int count, long second) {
    return new PositionsAssigned(first, count, second * 1000 + 999, "node", 1);
  }

  @Property(tries = 200)
  void every_position_has_the_second_of_its_batch_despite_repeats(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 1, max = 70_000) Integer> counts,
      @ForAll @IntRange(min = 1, max = 5) int batchesPerSecond,
      @ForAll @IntRange(max = 40) int again) {
    List<PositionsAssigned> batches = new ArrayList<>();
    long first = 1;
    for (int i = 0; i < counts.size(); i++) {
      batches.add(batch(first, counts.get(i), 100 + i / batchesPerSecond));
      first += counts.get(i);
    }
    EntryTimes times = new EntryTimes();
    batches.forEach(times::assigned);
    batches.stream().skip(Math.min(again, batches.size())).forEach(times::assigned);
    for (PositionsAssigned batch : batches) {
      long second = batch.atMillis() / 1000;
      assertThat(times.of(batch.first())).isEqualTo(second);
      assertThat(times.of(batch.first() + batch.count() - 1)).isEqualTo(second);
    }
    assertThat(times.of(first)).isEqualTo(EntryTimes.UNKNOWN);
    assertThat(times.knows(first)).isFalse();
    assertCovers(times, first - 1);
  }

  /** The unsaved runs cover each position once. */
  private static void assertCovers(EntryTimes times, long last) {
    TreeMap<Long, Run> rows = new TreeMap<>();
    times.unsaved().forEach(run -> rows.put(run.first(), run));
    long next = 1;
    for (Run run : rows.values()) {
      assertThat(run.first()).isEqualTo(next);
      next = run.first() + run.count();
    }
    assertThat(next).isEqualTo(last + 1);
  }

  @Test
  void batches_of_one_second_share_a_row() {
    EntryTimes times = new EntryTimes();
    times.assigned(batch(1, 10, 100));
    times.assigned(batch(11, 5, 100));
    times.assigned(batch(16, 5, 101));
    assertThat(times.unsaved()).containsExactly(new Run(1, 15, 100), new Run(16, 5, 101));
    times.saved();
    assertThat(times.unsaved()).isEmpty();
    assertThat(times.of(15)).isEqualTo(100);
  }

  @Test
  void a_row_of_the_table_covers_its_positions() {
    EntryTimes times = new EntryTimes();
    times.found(50, new Run(40, 20, 100));
    assertThat(times.of(40)).isEqualTo(100);
    assertThat(times.of(59)).isEqualTo(100);
    assertThat(times.knows(60)).isFalse();
    assertThat(times.knows(39)).isFalse();
    assertThat(times.unsaved()).isEmpty();
  }

  @Test
  void an_outdated_row_covers_the_requested_position_and_no_more() {
    EntryTimes times = new EntryTimes();
    times.found(50, new Run(40, 5, 100));
    assertThat(times.of(50)).isEqualTo(100);
    assertThat(times.knows(51)).isFalse();
  }

  @Test
  void an_outdated_row_removes_nothing() {
    EntryTimes times = new EntryTimes();
    times.found(50, new Run(40, 20, 100));
    times.found(45, new Run(40, 5, 100));
    assertThat(times.of(59)).isEqualTo(100);
  }

  @Test
  void a_new_epoch_has_no_entry_times() {
    EntryTimes times = new EntryTimes();
    times.assigned(batch(1, 10, 100));
    times.startEpoch();
    assertThat(times.knows(1)).isFalse();
    assertThat(times.unsaved()).isEmpty();
  }

  @Test
  void a_row_found_among_unsaved_runs_is_not_saved_again() {
    EntryTimes times = new EntryTimes();
    times.assigned(batch(100, 10, 105));
    times.found(50, new Run(40, 20, 100));
    times.found(70, new Run(60, 20, 101));
    assertThat(times.unsaved()).containsExactly(new Run(100, 10, 105));
    assertThat(times.of(50)).isEqualTo(100);
    assertThat(times.of(70)).isEqualTo(101);
    assertThat(times.of(109)).isEqualTo(105);
  }

  @Test
  void all_runs_are_kept_until_they_are_saved_and_then_the_newest_50_000() {
    EntryTimes times = new EntryTimes();
    for (int i = 0; i < 60_000; i++) {
      times.assigned(batch(1 + i, 1, 1000 + i));
    }
    assertThat(times.of(1)).isEqualTo(1000);
    assertThat(times.unsaved()).hasSize(60_000);
    times.saved();
    assertThat(times.knows(10_000)).isFalse();
    assertThat(times.of(10_001)).isEqualTo(11_000);
    assertThat(times.of(60_000)).isEqualTo(60_999);
  }
}
