package waitingroom.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import waitingroom.inlet.Manual;
import waitingroom.room.Counters;
import waitingroom.room.Outcome;
import waitingroom.room.Phase;
import waitingroom.room.Place;
import waitingroom.room.RoomId;
import waitingroom.room.RoomSettings;
import waitingroom.room.RoomStatus;

/** A visitor has been called, and then the room's rules for turns change. */
class TurnsTest {
  private final List<Visit> asked = new ArrayList<>();
  private final Turns turns = new Turns(asked::add);
  private final Hearing listener = new Hearing();
  private final Visit visit = new Visit(listener, new Place(1, 1, 7));
  private long now;

  @BeforeEach
  void call() {
    look(true, 900);
    turns.add(visit);
    look(true, 900);
    assertThat(asked).containsExactly(visit);
    answer(900);
    assertThat(listener.news()).containsExactly("served {\"expires_in\": 900}");
    asked.clear();
  }

  private void look(boolean expiry, long period) {
    now += TimeUnit.SECONDS.toNanos(1);
    RoomSettings settings =
        new RoomSettings(
            3600, expiry, period, false, 0, 10, new Manual(), false, false, 0, false, "");
    Counters counters = new Counters(10, 1, 0, 0, 0, 0);
    turns.look(new RoomStatus(new RoomId("sale"), 1, Phase.OPEN, 1, settings, 1, counters), now);
  }

  private void answer(long seconds) {
    turns.answered(visit, Outcome.done(seconds), now);
  }

  @Test
  void another_period_is_asked_for_and_told() {
    look(true, 60);
    assertThat(asked).containsExactly(visit);
    answer(58);
    assertThat(listener.news()).containsExactly("served {\"expires_in\": 58}");
  }

  @Test
  void an_answer_under_older_terms_is_corrected_by_the_next() {
    look(true, 60);
    answer(898);
    answer(58);
    assertThat(listener.news())
        .containsExactly("served {\"expires_in\": 898}", "served {\"expires_in\": 58}");
    answer(57);
    assertThat(listener.news()).isEmpty();
  }

  @Test
  void the_countdown_is_withdrawn_when_turns_no_longer_end() {
    look(false, 900);
    assertThat(listener.news()).containsExactly("served {\"expires_in\": null}");
    assertThat(asked).isEmpty();
  }

  @Test
  void when_turns_end_again_the_countdown_comes_back() {
    look(false, 900);
    listener.news();
    look(true, 900);
    assertThat(asked).containsExactly(visit);
    answer(897);
    assertThat(listener.news()).containsExactly("served {\"expires_in\": 897}");
  }

  @Test
  void an_answer_is_not_announced_once_turns_no_longer_end() {
    look(true, 60);
    look(false, 60);
    listener.news();
    answer(58);
    turns.failed(visit, now);
    look(false, 60);
    assertThat(listener.news()).isEmpty();
  }

  @Test
  void a_room_that_does_not_answer_when_a_turn_should_be_over_makes_it_no_longer() {
    for (int second = 0; second < 905 && asked.isEmpty(); second++) {
      look(true, 900);
    }
    assertThat(asked).containsExactly(visit);
    turns.failed(visit, now);
    assertThat(listener.news()).isEmpty();
    for (int second = 0; second < 31; second++) {
      look(true, 900);
    }
    assertThat(asked).containsExactly(visit, visit);
  }

  @Test
  void a_changed_period_is_not_announced_while_turns_do_not_end() {
    look(false, 900);
    listener.news();
    look(false, 60);
    assertThat(listener.news()).isEmpty();
  }

  @Test
  void terms_that_stay_as_they_are_are_told_once() {
    look(true, 900);
    look(true, 900);
    assertThat(asked).isEmpty();
    assertThat(listener.news()).isEmpty();
  }
}
