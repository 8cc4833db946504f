package waitingroom.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import waitingroom.room.RoomAnswer.Joined;
import waitingroom.room.RoomAnswer.Refused;
import waitingroom.room.RoomEvent.PositionsAssigned;
import waitingroom.room.RoomEvent.RoomOpened;
import waitingroom.room.RoomEvent.ServingAdvanced;
import waitingroom.room.RoomEvent.SettingsChanged;
import waitingroom.room.RoomRun.Fate;

/** Whatever happens to a room, in whatever order, it keeps its promises. */
class RoomStateTest {
  private static final RoomSettings ONE_SECOND = new RoomSettings(1);

  /** One thing that happens; the text is for the report of a failure. */
  record Step(String text, Consumer<RoomRun> action) {
    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * Unique positions without gaps, the same answer to a repeated batch, exact serving, tokens in
   * turn and once, counters that add up: the run compares each answer and each state with the
   * model.
   */
  @Property(tries = 1500)
  void any_history_of_commands_and_crashes_agrees_with_the_model(
      @ForAll("histories") List<Step> history) {
    RoomRun run = new RoomRun();
    run.configure(new RoomSettings(3), Fate.ANSWERED);
    for (Step step : history) {
      step.action().accept(run);
    }
    run.crash();
  }

  @Provide
  Arbitrary<List<Step>> histories() {
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(10, joins()),
            net.jqwik.api.Tuple.of(8, claims()),
            net.jqwik.api.Tuple.of(4, ends()),
            net.jqwik.api.Tuple.of(5, servingMoves()),
            net.jqwik.api.Tuple.of(4, others()),
            net.jqwik.api.Tuple.of(1, seldom()))
        .list()
        .ofMaxSize(60);
  }

  private static Arbitrary<String> origins() {
    return Arbitraries.of("a", "b", "c");
  }

  private static Arbitrary<Fate> fates() {
    return Arbitraries.frequency(
        net.jqwik.api.Tuple.of(6, Fate.ANSWERED),
        net.jqwik.api.Tuple.of(2, Fate.REPLY_LOST),
        net.jqwik.api.Tuple.of(1, Fate.CRASH_BEFORE_WRITE),
        net.jqwik.api.Tuple.of(1, Fate.CRASH_AFTER_WRITE));
  }

  private static Arbitrary<Step> joins() {
    return Combinators.combine(origins(), Arbitraries.integers().between(1, 5), fates())
        .as(
            (origin, count, fate) ->
                new Step(
                    "join %s x%d %s".formatted(origin, count, fate),
                    run -> run.join(origin, count, fate)));
  }

  /** Positions count back from a little beyond the end of the line. */
  private static Arbitrary<Step> claims() {
    Arbitrary<Long> validity = Arbitraries.longs().between(-2, 4).injectNull(0.5);
    Arbitrary<List<int[]>> places =
        Combinators.combine(
                Arbitraries.integers().between(-2, 12), Arbitraries.integers().between(0, 9))
            .as((back, epochsBack) -> new int[] {back, epochsBack == 0 ? 1 : 0})
            .list()
            .ofMinSize(1)
            .ofMaxSize(4);
    return Combinators.combine(places, validity, fates())
        .as(
            (all, seconds, fate) ->
                new Step(
                    "claim %s validity=%s %s".formatted(text(all), seconds, fate),
                    run ->
                        run.claim(
                            all.stream()
                                .map(
                                    p ->
                                        new TokenClaim(
                                            run.epoch() - p[1],
                                            run.queue() - p[0],
                                            "issuer",
                                            "key" + p[0],
                                            seconds))
                                .toList(),
                            fate)));
  }

  private static Arbitrary<Step> ends() {
    Arbitrary<List<int[]>> places =
        Combinators.combine(
                Arbitraries.integers().between(-2, 12), Arbitraries.integers().between(0, 1))
            .as((back, completed) -> new int[] {back, completed})
            .list()
            .ofMinSize(1)
            .ofMaxSize(4);
    return Combinators.combine(places, fates())
        .as(
            (all, fate) ->
                new Step(
                    "end %s %s".formatted(text(all), fate),
                    run ->
                        run.end(
                            all.stream()
                                .map(
                                    p -> new SessionEnd(run.epoch(), run.queue() - p[0], p[1] == 1))
                                .toList(),
                            fate)));
  }

  private static String text(List<int[]> pairs) {
    return pairs.stream().map(java.util.Arrays::toString).toList().toString();
  }

  private static Arbitrary<Step> servingMoves() {
    return Combinators.combine(Arbitraries.longs().between(-3, 15), fates())
        .as(
            (by, fate) ->
                new Step("serve %d %s".formatted(by, fate), run -> run.increment(by, fate)));
  }

  private static Arbitrary<Step> others() {
    return Arbitraries.oneOf(
        origins().map(o -> new Step("give up " + o, run -> run.giveUp(o))),
        origins().map(o -> new Step("late batch " + o, run -> run.deliverGivenUp(o))),
        Arbitraries.longs()
            .between(1, 5000)
            .map(ms -> new Step("pass %d ms".formatted(ms), run -> run.pass(ms))),
        fates().map(fate -> new Step("sweep " + fate, run -> run.sweep(fate))),
        Arbitraries.of(
            new Step("snapshot", RoomRun::takeSnapshot), new Step("crash", RoomRun::crash)));
  }

  private static Arbitrary<Step> seldom() {
    return Arbitraries.oneOf(
        fates().map(fate -> new Step("reset " + fate, run -> run.reset(fate))),
        fates().map(fate -> new Step("close " + fate, run -> run.close(fate))),
        Combinators.combine(Arbitraries.longs().between(1, 4), fates())
            .as(
                (seconds, fate) ->
                    new Step(
                        "configure %d %s".formatted(seconds, fate),
                        run -> run.configure(new RoomSettings(seconds), fate))));
  }

  /** Akka starts every recovery of an entity, also after a failed write, from one and the same. */
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
    room.decideJoin("a", 1, 3, 0);
    room.decideConfigure(ONE_SECOND, RoomState.ANY_VERSION, 0);
    room.decideReset(0);
    room.decideClose(RoomState.ANY_VERSION, 0);
    room.decideIncrementServing(7, 0);

    assertThat(room.status(RoomRun.ROOM, 0)).isEqualTo(open().status(RoomRun.ROOM, 0));
  }

  @Test
  void the_first_position_is_1() {
    assertThat(open().decideJoin("a", 1, 3, 4999).answer()).isEqualTo(new Joined(1, 1, 3, 4));
  }

  @Test
  void a_room_gives_out_every_position_that_an_id_can_carry_and_no_more() {
    RoomState room = open().apply(new PositionsAssigned(1, 1, 0, "a", 1));
    long left = RoomState.POSITION_MAX - 3;
    RoomState nearlyFull = room.apply(new PositionsAssigned(left, 1, 0, "a", 2));

    assertThat(nearlyFull.decideJoin("a", 3, 4, 0).answer())
        .isEqualTo(new Refused(Rejection.ROOM_FULL));
    assertThat(nearlyFull.decideJoin("a", 3, 3, 0).answer())
        .isEqualTo(new Joined(1, left + 1, 3, 0));
  }

  @ParameterizedTest
  @CsvSource({"9223372036854775807, 1", "-9223372036854775808, -1", "1, 9223372036854775807"})
  void a_serving_counter_that_does_not_fit_is_refused(long serving, long by) {
    RoomState room = open().apply(new ServingAdvanced(serving, serving, 0));

    Decision decision = room.decideIncrementServing(by, 0);

    assertThat(decision.answer()).isEqualTo(new Refused(Rejection.COUNTER_OVERFLOW));
    assertThat(decision.events()).isEmpty();
  }

  @Test
  void an_increment_of_0_is_an_event_like_any_other() {
    assertThat(open().decideIncrementServing(0, 5).events())
        .containsExactly(new ServingAdvanced(0, 0, 5));
  }

  @Test
  void settings_that_are_there_already_make_no_event_and_no_version() {
    assertThat(open().decideConfigure(RoomSettings.DEFAULT, 1, 0).events()).isEmpty();
    assertThat(open().decideConfigure(ONE_SECOND, 1, 0).events())
        .containsExactly(new SettingsChanged(ONE_SECOND, 0));
  }

  /** v is the right version, the others are the markers of RoomState. */
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
    long version =
        switch (expected) {
          case "ANY" -> RoomState.ANY_VERSION;
          case "NOT_OPEN" -> RoomState.NOT_OPEN;
          case "NEVER" -> RoomState.NEVER_OPENED;
          case "RIGHT" -> 1;
          default -> 2;
        };

    RoomAnswer answer = in(phase).decideConfigure(ONE_SECOND, version, 0).answer();

    assertThat(answer)
        .isEqualTo(accepted ? new RoomAnswer.Accepted() : new Refused(Rejection.VERSION_MISMATCH));
  }

  @Test
  void only_who_saw_the_current_version_closes_the_room() {
    assertThat(open().decideClose(2, 0).answer())
        .isEqualTo(new Refused(Rejection.VERSION_MISMATCH));
    assertThat(open().decideClose(1, 0).answer()).isEqualTo(new RoomAnswer.Accepted());
  }

  @Test
  void a_room_opened_anew_starts_a_new_epoch_and_goes_on_counting_versions() {
    RoomState room = in(Phase.CLOSED);
    Decision reopened = room.decideConfigure(ONE_SECOND, RoomState.ANY_VERSION, 9);
    assertThat(reopened.events()).containsExactly(new RoomOpened(2, ONE_SECOND, 9));

    RoomStatus status = room.apply(reopened.events().get(0)).status(RoomRun.ROOM, 0);

    assertThat(status.settingsVersion()).isEqualTo(2);
    assertThat(status.counters()).isEqualTo(Counters.ZERO);
  }

  @Test
  void a_batch_of_before_a_reset_gets_positions_of_the_new_epoch() {
    RoomState room = open().apply(new PositionsAssigned(1, 5, 0, "a", 1));
    RoomState reset = room.apply(room.decideReset(0).events().get(0));

    assertThat(reset.decideJoin("a", 1, 5, 0).answer()).isEqualTo(new Joined(2, 1, 5, 0));
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
