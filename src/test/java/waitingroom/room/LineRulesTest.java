package waitingroom.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import waitingroom.room.RoomAnswer.LetIn;
import waitingroom.room.RoomAnswer.Refused;

/** The rules of the line in virtual time. */
class LineRulesTest {
  private static final long START = 1_700_000_000_000L;
  private static final String MAX_SIZE = "'inlet': {'strategy': 'max_size', 'max_size': 10}";

  @Test
  void a_message_lets_in_as_many_as_it_says_or_as_it_ended() {
    LineRun run = run(MAX_SIZE);
    run.join(50);
    assertThat(run.maxSize(4L, List.of())).isEqualTo(new LetIn(0, 4));
    run.claim(List.of(1L, 2L, 3L));

    assertThat(run.maxSize(null, List.of(1L, 2L, 9L))).isEqualTo(new LetIn(2, 2));
    assertThat(run.state().counters().serving()).isEqualTo(6);
    assertThat(run.state().inside()).isEqualTo(4);
  }

  @Test
  void people_who_were_called_and_have_not_come_take_places() {
    LineRun run = run(MAX_SIZE);
    run.join(50);
    run.maxSize(8L, List.of());

    assertThat(run.maxSize(8L, List.of())).isEqualTo(new LetIn(0, 2));
    assertThat(run.maxSize(8L, List.of())).isEqualTo(new LetIn(0, 0));
  }

  /** Otherwise every message to an empty room would let ten more walk straight through. */
  @Test
  void places_that_the_counter_has_promised_to_nobody_yet_are_taken_too() {
    LineRun run = run(MAX_SIZE);
    assertThat(run.maxSize(7L, List.of())).isEqualTo(new LetIn(0, 7));
    assertThat(run.maxSize(7L, List.of())).isEqualTo(new LetIn(0, 3));
    run.join(50);

    assertThat(run.state().inside()).isEqualTo(10);
  }

  @Test
  void a_session_whose_token_has_expired_leaves_no_second_place() {
    LineRun run = run(MAX_SIZE + ", 'validity_period': 5");
    run.join(50);
    run.maxSize(10L, List.of());
    run.claim(LongStream.rangeClosed(1, 10).boxed().toList());
    run.tick(70);
    assertThat(run.maxSize(10L, List.of())).isEqualTo(new LetIn(0, 10));

    assertThat(run.maxSize(null, List.of(1L, 2L))).isEqualTo(new LetIn(2, 0));
  }

  @Test
  void a_message_is_for_the_inlet_that_understands_it() {
    assertThat(run("'inlet': {'strategy': 'manual'}").maxSize(1L, List.of()))
        .isEqualTo(new Refused(Rejection.OTHER_INLET));
  }

  @Test
  void nobody_but_the_inlet_moves_the_counter_under_capacity() {
    LineRun run = run("'inlet': {'strategy': 'capacity', 'total_active_users': 5}");

    assertThat(run.increment(1)).isEqualTo(new Refused(Rejection.INLET_IN_CHARGE));
    assertThat(run.increment(-1)).isEqualTo(new Refused(Rejection.INLET_IN_CHARGE));
  }

  @Test
  void capacity_starts_from_a_counter_below_0_and_from_one_beyond_the_line() {
    LineRun below = run("");
    below.increment(-7);
    below.configure(capacity());
    below.join(9);
    assertThat(below.state().counters().serving()).isEqualTo(5);

    LineRun beyond = run("");
    beyond.increment(100);
    beyond.configure(capacity());
    beyond.join(9);
    assertThat(beyond.state().counters().serving()).isEqualTo(5);
  }

  @Test
  void queue_all_stops_inlets_and_keeps_operators_within_the_line() {
    LineRun run = run("'queue_all': true, 'inlet': {'strategy': 'periodic', 'interval': 1}");
    run.join(5);
    run.tick(50);
    assertThat(run.state().counters().serving()).isZero();

    run.increment(100);
    assertThat(run.state().counters().serving()).isEqualTo(5);
  }

  @Test
  void a_pause_stops_inlets_and_tokens_and_the_clocks_of_those_who_are_called() {
    LineRun run = run("'queue_position_expiry_period': 10, " + capacityMembers());
    run.join(9);
    run.configure(
        TestSettings.of(
            "'paused': true, 'queue_position_expiry_period': 10, " + capacityMembers()));
    run.tick(600);
    assertThat(run.awaited()).containsExactly(5L, 4L, 3L, 2L, 1L);
    assertThat(((RoomAnswer.Claimed) run.claim(List.of(1L))).outcomes().get(0).refusal())
        .isEqualTo(Rejection.PAUSED);

    run.configure(TestSettings.of("'queue_position_expiry_period': 10, " + capacityMembers()));
    run.tick(90);
    assertThat(run.awaited()).hasSize(5);
    run.tick(20);
    assertThat(run.awaited()).containsExactly(9L, 8L, 7L, 6L);
  }

  private static RoomSettings capacity() {
    return TestSettings.of(capacityMembers());
  }

  private static String capacityMembers() {
    return "'inlet': {'strategy': 'capacity', 'total_active_users': 5}";
  }

  private static LineRun run(String settings) {
    return new LineRun(START, 5_000, TestSettings.of(settings));
  }
}
