package waitingroom.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import waitingroom.room.RoomEvent.Grant;
import waitingroom.room.RoomEvent.PositionsAssigned;
import waitingroom.room.RoomEvent.PositionsExpired;
import waitingroom.room.RoomEvent.RoomClosed;
import waitingroom.room.RoomEvent.RoomOpened;
import waitingroom.room.RoomEvent.RoomReset;
import waitingroom.room.RoomEvent.ServingAdvanced;
import waitingroom.room.RoomEvent.ServingAdvanced.Cause;
import waitingroom.room.RoomEvent.SessionsEnded;
import waitingroom.room.RoomEvent.SessionsExpired;
import waitingroom.room.RoomEvent.SessionsFellSilent;
import waitingroom.room.RoomEvent.SettingsChanged;
import waitingroom.room.RoomEvent.TokensGranted;

/** The checker finds each kind of violation, and none in a correct history. */
class CapCheckerTest {
  private static final long START = 1_000_000;

  private final List<RoomEvent> events = new ArrayList<>();
  private long queue;
  private long serving;

  @Test
  void nothing_is_wrong_with_a_room_that_is_exactly_full() {
    openWithTotal(3);
    join(5, 0);
    call(3, 0);
    grant(2000, 1, 2);

    assertThat(violations()).isEmpty();
    assertThat(verdict()).isEqualTo(new CapChecker.Verdict(List.of(), 4, 3, 3, 3, 3));
  }

  @Test
  void one_too_many_is_found() {
    openWithTotal(3);
    join(5, 0);
    call(4, 0);

    assertThat(violations()).containsExactly("event 3 makes 4 inside, 3 may be");
  }

  @Test
  void whoever_holds_a_token_is_still_inside() {
    openWithTotal(3);
    join(5, 0);
    call(3, 0);
    grant(2000, 1, 2, 3);
    call(1, 0);

    assertThat(violations()).containsExactly("event 5 makes 4 inside, 3 may be");
  }

  @Test
  void whoever_ended_fell_silent_expired_or_was_given_up_has_left_one_place() {
    openWithTotal(5);
    join(10, 0);
    call(5, 0);
    grant(2000, 1, 2, 3);
    grant(1500, 4);
    events.add(new SessionsEnded(new long[] {1}, new long[] {2}, START));
    events.add(new SessionsFellSilent(new long[] {3}, START));
    events.add(new SessionsExpired(1501, 1));
    events.add(new PositionsExpired(5, 1, START));
    call(5, 0);
    assertThat(violations()).isEmpty();

    queue++;
    events.add(new PositionsAssigned(queue, 1, START, "node", 1));
    call(1, 0);
    assertThat(violations()).containsExactly("event 12 makes 6 inside, 5 may be");
  }

  @Test
  void a_token_lives_up_to_and_including_its_last_second() {
    openWithTotal(1);
    join(2, 0);
    call(1, 0);
    grant(1500, 1);
    events.add(new SessionsExpired(1500, 0));
    call(1, 0);

    assertThat(violations()).containsExactly("event 6 makes 2 inside, 1 may be");
  }

  @Test
  void a_minute_is_60_seconds_without_its_end() {
    openWithPerMinute(2);
    join(9, 0);
    call(2, 0);
    call(2, 60_000);
    assertThat(violations()).isEmpty();

    call(1, 119_999);
    assertThat(violations()).containsExactly("event 5 makes 3 in 60 seconds, 2 may be");
  }

  @Test
  void people_whom_an_operator_let_in_count_in_the_minute_but_not_against_the_operator() {
    open("'inlet': {'strategy': 'manual'}");
    join(9, 0);
    serve(5, 0, Cause.OPERATOR);
    events.add(new SettingsChanged(perMinute(5), START + 1));
    assertThat(violations()).isEmpty();

    call(1, 59_999);
    assertThat(violations()).containsExactly("event 5 makes 6 in 60 seconds, 5 may be");
  }

  @Test
  void people_who_join_before_a_counter_that_is_ahead_are_let_in() {
    openWithTotal(1);
    serve(3, 0, Cause.OPERATOR);
    join(2, 0);

    assertThat(violations()).containsExactly("event 3 makes 2 inside, 1 may be");
  }

  @Test
  void a_reset_empties_the_room_and_not_the_minute() {
    open("'inlet': {'strategy': 'capacity', 'total_active_users': 2, 'new_users_per_minute': 3}");
    join(2, 0);
    call(2, 0);
    events.add(new RoomReset(2, START));
    queue = 0;
    serving = 0;
    join(2, 0);
    call(1, 0);
    assertThat(violations()).isEmpty();

    call(1, 0);
    assertThat(violations()).containsExactly("event 7 makes 4 in 60 seconds, 3 may be");
  }

  @Test
  void a_room_that_is_opened_anew_has_nobody_inside() {
    openWithTotal(2);
    join(2, 0);
    call(2, 0);
    events.add(new RoomClosed(START));
    openWithTotal(1);
    queue = 0;
    serving = 0;
    join(1, 0);
    call(1, 0);

    assertThat(violations()).isEmpty();
  }

  @Test
  void only_an_operator_takes_the_counter_back() {
    open("'inlet': {'strategy': 'manual'}");
    serve(3, 0, Cause.OPERATOR);
    serve(-1, 0, Cause.OPERATOR);
    assertThat(violations()).isEmpty();

    serve(-1, 0, Cause.EXPIRY);
    assertThat(violations()).containsExactly("event 4 takes the serving counter back from 2 to 1");
  }

  @Test
  void an_event_that_miscounts_is_found() {
    openWithTotal(9);
    join(3, 0);
    events.add(new ServingAdvanced(2, 1, START, Cause.INLET));
    events.add(new PositionsExpired(2, 1, START));

    assertThat(violations())
        .containsExactly("event 3 says 1 for the way from 0 to 2", "event 4 expires 2 and says 1");
  }

  @Test
  void a_gap_and_a_repetition_are_found() {
    openWithTotal(9);
    join(3, 0);
    events.add(new PositionsAssigned(5, 1, START, "node", 2));
    events.add(new PositionsAssigned(5, 1, START, "node", 3));

    assertThat(violations())
        .containsExactly(
            "event 3 assigns 1 from 5 on after 3", "event 4 assigns 1 from 5 on after 5");
  }

  @Test
  void a_token_out_of_turn_or_twice_or_after_all_is_found() {
    openWithTotal(9);
    join(3, 0);
    call(2, 0);
    grant(2000, 3);
    grant(2000, 2);
    grant(2000, 2);
    events.add(new PositionsExpired(2, 1, START));
    grant(2000, 1);

    assertThat(violations())
        .containsExactly(
            "event 4 gives position 3 a token, called up to 2",
            "event 6 gives position 2 a second token",
            "event 8 gives position 1 a token, which had expired");
  }

  @Test
  void giving_up_people_who_were_not_called_is_found() {
    openWithTotal(9);
    join(3, 0);
    call(1, 0);
    events.add(new PositionsExpired(2, 1, START));

    assertThat(violations()).containsExactly("event 4 expires through 2, called up to 1");
  }

  @Test
  void a_session_that_ends_twice_is_found() {
    openWithTotal(9);
    join(1, 0);
    call(1, 0);
    grant(2000, 1);
    events.add(new SessionsEnded(new long[] {1}, new long[0], START));
    events.add(new SessionsFellSilent(new long[] {1}, START));

    assertThat(violations())
        .containsExactly("event 6 ends the session of position 1, which has none");
  }

  @Test
  void time_that_goes_back_is_found() {
    openWithTotal(9);
    join(1, 5);
    join(1, 4);

    assertThat(violations()).containsExactly("event 3 goes back in time by 1 ms");
  }

  private void openWithTotal(long total) {
    open("'inlet': {'strategy': 'capacity', 'total_active_users': %d}".formatted(total));
  }

  private void openWithPerMinute(long perMinute) {
    events.add(new RoomOpened(1, perMinute(perMinute), START));
  }

  private static RoomSettings perMinute(long cap) {
    return TestSettings.of(
        "'inlet': {'strategy': 'capacity', 'new_users_per_minute': %d}".formatted(cap));
  }

  private void open(String settings) {
    events.add(new RoomOpened(1, TestSettings.of(settings), START));
  }

  private void join(int count, long afterMillis) {
    events.add(new PositionsAssigned(queue + 1, count, START + afterMillis, "node", queue));
    queue += count;
  }

  private void call(long by, long afterMillis) {
    serve(by, afterMillis, Cause.INLET);
  }

  private void serve(long by, long afterMillis, Cause cause) {
    serving += by;
    events.add(new ServingAdvanced(serving, by, START + afterMillis, cause));
  }

  private void grant(long expiresAt, long... positions) {
    SessionTerms terms = new SessionTerms("issuer", "key", START / 1000, expiresAt);
    events.add(new TokensGranted(List.of(new Grant(terms, positions))));
  }

  private CapChecker.Verdict verdict() {
    return CapChecker.check(events);
  }

  private List<String> violations() {
    return verdict().violations();
  }
}
