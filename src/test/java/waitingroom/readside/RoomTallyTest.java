package waitingroom.readside;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import waitingroom.room.RoomEvent;
import waitingroom.room.RoomEvent.PositionsAssigned;
import waitingroom.room.RoomEvent.ServingAdvanced;

class RoomTallyTest {
  /** Rows written by a projection: minutes by number, and the state. */
  private static final class Store {
    private final Map<Long, Minute> minutes = new TreeMap<>();
    private TallyMemory memory = TallyMemory.none();

    /** Restores the state, adds the events and saves. Entry times come from all events. */
    void run(List<RoomEvent> history, int from, int to) {
      RoomTally tally = new RoomTally(TallyMemory.fromJson(memory.toJson()));
      Map<Long, Long> entered = new HashMap<>();
      for (int i = 0; i < to; i++) {
        VisitorHistory.enter(history.get(i), entered);
        if (i >= from) {
          tally.apply(
              i + 1L, history.get(i), position -> entered.getOrDefault(position, -1L), wait -> {});
        }
      }
      tally.minutes().forEach(minute -> minutes.put(minute.number(), minute));
      tally.saved();
      memory = tally.memory();
    }
  }

  @Property(tries = 300)
  void it_agrees_with_the_reference(
      @ForAll @Size(max = 120) List<@IntRange(max = 9_999) Integer> choices) {
    List<RoomEvent> history = VisitorHistory.of(choices);
    Store store = new Store();
    store.run(history, 0, history.size());
    assertThat(store.minutes).isEqualTo(NaiveTally.minutes(history));
    assertThat(store.memory.sequenceNr()).isEqualTo(history.size());
    NaiveTally.assertCounters(history, store.memory);
  }

  @Property(tries = 300)
  void runs_that_stop_anywhere_and_repeat_events_leave_the_same_rows(
      @ForAll @Size(max = 120) List<@IntRange(max = 9_999) Integer> choices,
      @ForAll @Size(max = 4) List<@IntRange(max = 120) Integer> cuts,
      @ForAll @IntRange(max = 30) int again) {
    List<RoomEvent> history = VisitorHistory.of(choices);
    Store whole = new Store();
    whole.run(history, 0, history.size());
    Store pieces = new Store();
    int done = 0;
    List<Integer> ends = new ArrayList<>(cuts.stream().sorted().toList());
    ends.add(history.size());
    for (int end : ends) {
      int to = Math.min(end, history.size());
      pieces.run(history, Math.max(0, done - again), Math.max(done, to));
      done = Math.max(done, to);
    }
    assertThat(pieces.minutes).isEqualTo(whole.minutes);
    assertThat(pieces.memory.toJson()).isEqualTo(whole.memory.toJson());
  }

  @Test
  void rates_cover_the_last_minute() {
    RoomTally tally = new RoomTally(TallyMemory.none());
    long start = 1_700_000_000;
    tally.apply(1, new PositionsAssigned(1, 60, start * 1000, "node", 1), p -> 0, w -> {});
    tally.apply(2, new PositionsAssigned(61, 60, (start + 30) * 1000, "node", 2), p -> 0, w -> {});
    tally.apply(
        3,
        new ServingAdvanced(30, 30, (start + 30) * 1000, ServingAdvanced.Cause.INLET),
        p -> 0,
        w -> {});
    TallyMemory memory = tally.memory();
    assertThat(RecentSeconds.perSecond(memory.arrivals(), start + 59)).isEqualTo(2);
    assertThat(RecentSeconds.perSecond(memory.arrivals(), start + 60)).isEqualTo(1);
    assertThat(RecentSeconds.perSecond(memory.arrivals(), start + 90)).isZero();
    assertThat(RecentSeconds.perSecond(memory.admissions(), start + 59)).isEqualTo(0.5);
  }

  @Test
  void an_event_with_an_earlier_time_counts_in_the_latest_minute() {
    RoomTally tally = new RoomTally(TallyMemory.none());
    tally.apply(1, new PositionsAssigned(1, 3, 600_000, "node", 1), p -> 0, w -> {});
    tally.apply(2, new PositionsAssigned(4, 4, 500_000, "node", 2), p -> 0, w -> {});
    assertThat(tally.minutes()).hasSize(1).allMatch(minute -> minute.figures().joined() == 7);
  }
}
