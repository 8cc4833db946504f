package waitingroom.room;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import waitingroom.room.RoomAnswer.Joined;
import waitingroom.room.RoomAnswer.Refused;
import waitingroom.room.RoomEvent.PositionsAssigned;
import waitingroom.room.RoomEvent.RoomOpened;
import waitingroom.room.RoomEvent.ServingAdvanced;
import waitingroom.room.RoomEvent.ServingAdvanced.Cause;
import waitingroom.room.RoomEvent.SettingsChanged;
import waitingroom.ticket.RoomKey;

/** Edge cases of the rules. */
class RoomStateTest {
  private static final RoomSettings ONE_SECOND = TestSettings.validityPeriod(1);

  /** Akka starts every recovery of an entity, even after a failed write, from the same object. */
  @Test
  void the_empty_room_stays_empty_whatever_is_applied_to_it() {
    RoomState empty = new RoomState();
    RoomState open = empty.apply(new RoomOpened(1, ONE_SECOND, 0));
    open.apply(new PositionsAssigned(1, 5, 0, "a", 1));

    assertThat(empty.status(RoomRun.ROOM, 0)).isEqualTo(new RoomState().status(RoomRun.ROOM, 0));
    assertThat(open.counters().queue()).isEqualTo(5);
  }

  @Test
  void a_decision_changes_nothing_until_it_is_applied() {
    RoomState room = open();
    decide(room, new RoomCommand.Join("a", 1, 3), 0);
    decide(room, new RoomCommand.Configure(ONE_SECOND, new ExpectedVersion.Any()), 0);
    decide(room, new RoomCommand.Reset(), 0);
    decide(room, new RoomCommand.Close(new ExpectedVersion.Any()), 0);
    decide(room, new RoomCommand.IncrementServing(7), 0);

    assertThat(room.status(RoomRun.ROOM, 0)).isEqualTo(open().status(RoomRun.ROOM, 0));
  }

  @Test
  void the_first_position_is_1() {
    assertThat(decide(open(), new RoomCommand.Join("a", 1, 3), 4999).answer())
        .isEqualTo(new Joined(1, 1, 3, 4));
  }

  @Test
  void a_room_gives_out_every_position_that_an_id_can_carry_and_no_more() {
    RoomState room = open().apply(new PositionsAssigned(1, 1, 0, "a", 1));
    long left = RoomKey.POSITION_MAX - 3;
    RoomState nearlyFull = room.apply(new PositionsAssigned(left, 1, 0, "a", 2));

    assertThat(decide(nearlyFull, new RoomCommand.Join("a", 3, 4), 0).answer())
        .isEqualTo(new Refused(Rejection.ROOM_FULL));
    assertThat(decide(nearlyFull, new RoomCommand.Join("a", 3, 3), 0).answer())
        .isEqualTo(new Joined(1, left + 1, 3, 0));
  }

  @ParameterizedTest
  @CsvSource({"9223372036854775807, 1", "-9223372036854775808, -1", "1, 9223372036854775807"})
  void a_serving_counter_that_does_not_fit_is_refused(long serving, long by) {
    RoomState room = open().apply(new ServingAdvanced(serving, serving, 0, Cause.OPERATOR));

    Decision decision = decide(room, new RoomCommand.IncrementServing(by), 0);

    assertThat(decision.answer()).isEqualTo(new Refused(Rejection.COUNTER_OVERFLOW));
    assertThat(decision.events()).isEmpty();
  }

  @Test
  void an_increment_of_0_is_an_event_like_any_other() {
    assertThat(decide(open(), new RoomCommand.IncrementServing(0), 5).events())
        .containsExactly(new ServingAdvanced(0, 0, 5, Cause.OPERATOR));
  }

  @Test
  void settings_that_are_there_already_make_no_event_and_no_version() {
    assertThat(
            decide(
                    open(),
                    new RoomCommand.Configure(RoomSettings.DEFAULT, new ExpectedVersion.Version(1)),
                    0)
                .events())
        .isEmpty();
    assertThat(
            decide(open(), new RoomCommand.Configure(ONE_SECOND, new ExpectedVersion.Version(1)), 0)
                .events())
        .containsExactly(new SettingsChanged(ONE_SECOND, 0));
  }

  @ParameterizedTest
  @CsvSource({
    "NEVER_OPENED, ANY, true",
    "NEVER_OPENED, NOT_OPEN, true",
    "NEVER_OPENED, NEVER, true",
    "NEVER_OPENED, RIGHT, false",
    "NEVER_OPENED, WRONG, false",
    "OPEN, ANY, true",
    "OPEN, NOT_OPEN, false",
    "OPEN, NEVER, false",
    "OPEN, RIGHT, true",
    "OPEN, WRONG, false",
    "CLOSED, ANY, true",
    "CLOSED, NOT_OPEN, true",
    "CLOSED, NEVER, false",
    "CLOSED, RIGHT, false",
    "CLOSED, WRONG, false"
  })
  void settings_change_only_for_who_saw_the_current_version(
      Phase phase, String expected, boolean accepted) {
    ExpectedVersion version =
        switch (expected) {
          case "ANY" -> new ExpectedVersion.Any();
          case "NOT_OPEN" -> new ExpectedVersion.Absent();
          case "NEVER" -> new ExpectedVersion.NeverOpened();
          case "RIGHT" -> new ExpectedVersion.Version(1);
          default -> new ExpectedVersion.Version(2);
        };

    RoomAnswer answer =
        decide(in(phase), new RoomCommand.Configure(ONE_SECOND, version), 0).answer();

    assertThat(answer)
        .isEqualTo(accepted ? new RoomAnswer.Accepted() : new Refused(Rejection.VERSION_MISMATCH));
  }

  @Test
  void only_who_saw_the_current_version_closes_the_room() {
    assertThat(decide(open(), new RoomCommand.Close(new ExpectedVersion.Version(2)), 0).answer())
        .isEqualTo(new Refused(Rejection.VERSION_MISMATCH));
    assertThat(decide(open(), new RoomCommand.Close(new ExpectedVersion.Version(1)), 0).answer())
        .isEqualTo(new RoomAnswer.Accepted());
  }

  @Test
  void a_room_opened_anew_starts_a_new_epoch_and_goes_on_counting_versions() {
    RoomState room = in(Phase.CLOSED);
    Decision reopened =
        decide(room, new RoomCommand.Configure(ONE_SECOND, new ExpectedVersion.Any()), 9);
    assertThat(reopened.events()).containsExactly(new RoomOpened(2, ONE_SECOND, 9));

    RoomStatus status = room.apply(reopened.events().get(0)).status(RoomRun.ROOM, 0);

    assertThat(status.settingsVersion()).isEqualTo(2);
    assertThat(status.counters()).isEqualTo(Counters.ZERO);
  }

  @Test
  void a_batch_of_before_a_reset_gets_positions_of_the_new_epoch() {
    RoomState room = open().apply(new PositionsAssigned(1, 5, 0, "a", 1));
    RoomState reset = room.apply(decide(room, new RoomCommand.Reset(), 0).events().get(0));

    assertThat(decide(reset, new RoomCommand.Join("a", 1, 5), 0).answer())
        .isEqualTo(new Joined(2, 1, 5, 0));
  }

  private static Decision decide(RoomState room, RoomCommand command, long atMillis) {
    return command.decide(room, SetClock.at(atMillis));
  }

  private static RoomState open() {
    return in(Phase.OPEN);
  }

  private static RoomState in(Phase phase) {
    RoomState room = new RoomState();
    if (phase != Phase.NEVER_OPENED) {
      room = room.apply(new RoomOpened(1, RoomSettings.DEFAULT, 0));
    }
    return phase == Phase.CLOSED ? room.apply(new RoomEvent.RoomClosed(0)) : room;
  }
}
