package waitingroom.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import waitingroom.forecast.AdmissionRate;
import waitingroom.inlet.Manual;
import waitingroom.room.Counters;
import waitingroom.room.Outcome;
import waitingroom.room.Phase;
import waitingroom.room.Place;
import waitingroom.room.Rejection;
import waitingroom.room.RoomId;
import waitingroom.room.RoomSettings;
import waitingroom.room.RoomStatus;
import waitingroom.stream.RoomFeed.View;

class RoomFeedTest {
  private final List<Visit> asked = new ArrayList<>();
  private final RoomFeed feed =
      new RoomFeed(
          new StreamSettings(Duration.ofSeconds(1), Duration.ofSeconds(15), 10), asked::add);
  private long nowMillis = 1_000_000;
  private long revision = 1;
  private long epoch = 1;
  private long waiting = 10;
  private long serving;
  private boolean paused;
  private boolean expiry = true;
  private Phase phase = Phase.OPEN;
  private @Nullable AdmissionRate rate;

  private View view() {
    RoomSettings settings =
        new RoomSettings(
            3600, expiry, 900, false, 0, 10, new Manual(), paused, false, 0, false, "");
    Counters counters = new Counters(waiting, serving, 0, 0, 0, 0);
    RoomStatus status =
        new RoomStatus(new RoomId("sale"), revision, phase, epoch, settings, 1, counters);
    return new View(status, rate, nanos(), 0);
  }

  private long nanos() {
    return TimeUnit.MILLISECONDS.toNanos(nowMillis);
  }

  private Hearing listen(@Nullable Place place) {
    Hearing listener = new Hearing();
    feed.open(new Visit(listener, place), view());
    return listener;
  }

  private Hearing at(long position) {
    return listen(new Place(1, position, 7));
  }

  /** Lets time pass while the feed looks ten times a second. */
  private void pass(long millis) {
    for (long end = nowMillis + millis; nowMillis < end; ) {
      nowMillis += 100;
      feed.look(view());
    }
  }

  private void answer(Outcome<Long> outcome) {
    List<Visit> all = List.copyOf(asked);
    asked.clear();
    all.forEach(visit -> feed.answered(visit, outcome, nanos()));
  }

  @Test
  void it_begins_with_place_and_line_and_then_is_silent_while_nothing_changes() {
    Hearing listener = at(3);
    assertThat(listener.news())
        .containsExactly(
            "retry: 3000",
            "place {\"position\": 3, \"entry_time\": 7, \"server_time_ms\": 0}",
            "line");
    pass(5_000);
    assertThat(listener.news()).isEmpty();
  }

  @Test
  void a_change_after_a_quiet_time_is_told_at_once_and_those_of_a_second_as_one() {
    Hearing listener = listen(null);
    pass(2_000);
    listener.news();
    waiting = 11;
    pass(100);
    assertThat(listener.news()).containsExactly("line");
    waiting = 12;
    pass(500);
    waiting = 13;
    pass(400);
    assertThat(listener.news()).isEmpty();
    pass(100);
    assertThat(listener.news()).containsExactly("line");
    assertThat(listener.lines().get(listener.lines().size() - 1).utf8String())
        .contains("\"waiting_num\":13");
  }

  @Test
  void a_line_is_rendered_once_for_all() {
    Hearing one = listen(null);
    Hearing other = at(5);
    waiting = 11;
    pass(1_000);
    assertThat(one.lines().get(1)).isSameAs(other.lines().get(1));
  }

  @Test
  void a_new_revision_that_shows_nothing_new_is_no_news() {
    Hearing listener = listen(null);
    listener.news();
    revision = 2;
    pass(3_000);
    assertThat(listener.news()).isEmpty();
  }

  @Test
  void a_pace_alone_is_told_every_five_seconds_and_with_the_next_change_at_once() {
    Hearing listener = listen(null);
    listener.news();
    rate = new AdmissionRate(1, 0.5, 2);
    pass(4_900);
    assertThat(listener.news()).isEmpty();
    pass(100);
    assertThat(listener.news()).containsExactly("line");
    rate = new AdmissionRate(2, 0.5, 2);
    waiting = 11;
    pass(1_000);
    assertThat(listener.lines().get(2).utf8String())
        .contains("\"pace\":{\"per_minute\":120.0,\"slow\":30.0,\"quick\":120.0}");
  }

  @Test
  void silence_is_broken_after_the_heartbeat() {
    Hearing listener = listen(null);
    pass(1_000);
    listener.news();
    pass(30_000);
    assertThat(listener.news()).containsExactly("beat", "beat");
  }

  /** A page that receives only comments for a minute closes its stream. */
  @Test
  void where_nothing_moves_the_line_is_told_again_within_a_minute() {
    Hearing listener = listen(null);
    listener.news();
    for (int i = 0; i < 2; i++) {
      pass(46_000);
      assertThat(listener.news()).containsExactly("beat", "beat", "line");
    }
  }

  @Test
  void a_turn_is_told_at_once_to_those_whom_it_reaches() {
    Hearing second = at(2);
    Hearing third = at(3);
    second.news();
    third.news();
    serving = 1;
    pass(100);
    assertThat(second.news()).isEmpty();
    serving = 2;
    pass(100);
    answer(Outcome.done(840L));
    assertThat(second.news()).containsExactly("served {\"expires_in\": 840}");
    pass(900);
    assertThat(third.news()).containsExactly("line");
    pass(5_000);
    assertThat(asked).isEmpty();
  }

  @Test
  void a_visitor_who_listens_twice_hears_twice_and_one_who_left_hears_nothing() {
    expiry = false;
    Hearing gone = new Hearing();
    Visit visit = new Visit(gone, new Place(1, 1, 7));
    feed.open(visit, view());
    Hearing one = at(1);
    Hearing other = at(1);
    feed.close(visit);
    gone.news();
    serving = 1;
    pass(100);
    assertThat(one.news()).contains("served {\"expires_in\": null}");
    assertThat(other.news()).contains("served {\"expires_in\": null}");
    assertThat(gone.news()).isEmpty();
  }

  @Test
  void nobody_is_called_in_a_pause_and_all_are_called_again_after_it() {
    expiry = false;
    Hearing first = at(1);
    Hearing second = at(2);
    serving = 1;
    pass(100);
    paused = true;
    serving = 2;
    pass(100);
    assertThat(second.news()).doesNotContain("served {\"expires_in\": null}");
    first.news();
    paused = false;
    pass(100);
    assertThat(first.news()).contains("served {\"expires_in\": null}");
    assertThat(second.news()).contains("served {\"expires_in\": null}");
  }

  @Test
  void a_turn_that_is_over_is_told_once_and_not_taken_back() {
    serving = 1;
    Hearing listener = at(1);
    answer(Outcome.done(2L));
    listener.news();
    pass(2_900);
    assertThat(asked).isEmpty();
    pass(2_000);
    assertThat(asked).hasSize(1);
    answer(Outcome.refused(Rejection.POSITION_EXPIRED));
    paused = true;
    pass(1_000);
    paused = false;
    pass(1_000);
    assertThat(asked).isEmpty();
    assertThat(listener.news()).containsOnlyOnce("expired {}");
  }

  @Test
  void a_room_that_is_ahead_of_this_node_is_believed() {
    serving = 1;
    Hearing listener = at(1);
    listener.news();
    answer(Outcome.refused(Rejection.PAUSED));
    assertThat(listener.news()).isEmpty();
    pass(100);
    answer(Outcome.done(5L));
    assertThat(listener.news()).containsExactly("served {\"expires_in\": 5}");
  }

  @Test
  void a_room_that_does_not_answer_holds_up_no_turn() {
    serving = 1;
    Hearing listener = at(1);
    listener.news();
    feed.failed(asked.get(0), nanos());
    assertThat(listener.news()).containsExactly("served {\"expires_in\": 900}");
  }

  @Test
  void after_a_reset_places_are_unknown_and_those_without_one_go_on() {
    Hearing visitor = at(3);
    Hearing all = listen(null);
    visitor.news();
    all.news();
    epoch = 2;
    waiting = 0;
    pass(1_000);
    assertThat(visitor.news()).containsExactly("unknown {}", "end");
    assertThat(all.news()).containsExactly("line");
    assertThat(at(3).news()).containsExactly("retry: 3000", "unknown {}", "end");
  }

  @Test
  void a_closed_room_ends_all() {
    Hearing visitor = at(3);
    Hearing all = listen(null);
    visitor.news();
    all.news();
    phase = Phase.CLOSED;
    pass(100);
    assertThat(visitor.news()).containsExactly("closed {}", "end");
    assertThat(all.news()).containsExactly("closed {}", "end");
    assertThat(feed.isEmpty()).isTrue();
  }

  @Test
  void a_stopping_node_ends_all_streams_so_that_clients_reconnect_elsewhere() {
    Hearing visitor = at(3);
    visitor.news();
    feed.stop();
    assertThat(visitor.news()).containsExactly("end");
  }
}
