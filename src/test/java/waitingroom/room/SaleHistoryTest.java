package waitingroom.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import waitingroom.inlet.QueueingMethod;
import waitingroom.room.RoomAnswer.Accepted;
import waitingroom.room.RoomAnswer.Refused;
import waitingroom.schedule.Overrides;
import waitingroom.schedule.Planned;
import waitingroom.schedule.Pool;
import waitingroom.schedule.Stage;

/** Promises of a schedule, in random histories with clocks that step and hosts that die. */
class SaleHistoryTest {
  private static final Overrides NONE = new Overrides(null, null, null, null);

  /** One thing that happens; the text is for the report of a failure. */
  record Step(String text, Consumer<SaleRun> action) {
    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * No stage comes twice or after a later one, nobody is called while an event holds, none of a
   * pool before its places are known, no place is given away, and pools do not overlap: the run
   * checks it all.
   */
  @Property(tries = 2000)
  void any_history_keeps_the_promises_of_a_schedule(@ForAll("histories") List<Step> history) {
    SaleRun run = new SaleRun();
    history.forEach(step -> step.action().accept(run));
  }

  @Provide
  Arbitrary<List<Step>> histories() {
    return Arbitraries.frequencyOf(
            Tuple.of(8, joins()),
            Tuple.of(6, plans()),
            Tuple.of(8, steps()),
            Tuple.of(4, Arbitraries.just(new Step("look", SaleRun::look))),
            Tuple.of(4, Arbitraries.just(new Step("draw", SaleRun::draw))),
            Tuple.of(2, removals()),
            Tuple.of(2, methods()),
            Tuple.of(1, Arbitraries.just(new Step("reset", SaleRun::reset))))
        .list()
        .ofMaxSize(60);
  }

  private static Arbitrary<Step> joins() {
    return Arbitraries.integers()
        .between(1, 5)
        .map(count -> new Step("join " + count, run -> run.join(count)));
  }

  private static Arbitrary<Step> plans() {
    return Combinators.combine(
            Arbitraries.of("a", "b", "c"),
            Arbitraries.of(-400L, 0L, 12L, 320L, 1000L),
            Arbitraries.of(60L, 400L),
            Arbitraries.of(true, false),
            Arbitraries.of(0, 0, 20),
            Arbitraries.of(
                NONE,
                new Overrides(1L, 0L, 1L, null),
                new Overrides(null, null, null, QueueingMethod.PASSTHROUGH),
                new Overrides(null, null, null, QueueingMethod.REJECT)))
        .as(
            (id, begin, length, shuffle, opening, overrides) ->
                new Step(
                    "plan %s in %s s for %s s shuffle=%s opening=%s %s"
                        .formatted(id, begin, length, shuffle, opening, overrides),
                    run -> run.plan(id, begin, length, shuffle, opening, overrides)));
  }

  private static Arbitrary<Step> steps() {
    return Combinators.combine(
            Arbitraries.of(-30L, -1L, 1L, 5L, 16L, 60L, 300L, 1000L), Arbitraries.of(true, false))
        .as(
            (seconds, crash) ->
                crash
                    ? new Step("crash for " + seconds, run -> run.crash(seconds))
                    : new Step("clock steps by " + seconds, run -> run.step(seconds)));
  }

  private static Arbitrary<Step> removals() {
    return Arbitraries.of("a", "b", "c")
        .map(id -> new Step("remove " + id, run -> run.decide(new RoomCommand.RemoveEvent(id))));
  }

  private static Arbitrary<Step> methods() {
    return Arbitraries.of(
            RoomSettings.DEFAULT,
            TestSettings.of("\"queueing_method\": \"passthrough\""),
            TestSettings.of("\"queueing_method\": \"reject\""))
        .map(
            settings ->
                new Step(
                    "configure " + settings,
                    run ->
                        run.decide(
                            new RoomCommand.Configure(settings, new ExpectedVersion.Any()))));
  }

  @Example
  void a_sale_from_its_pre_queue_to_its_end() {
    SaleRun run = new SaleRun();
    assertThat(run.join(2)).containsExactly(1L, 2L);
    assertThat(run.plan("a", 330, 600, true, 0, new Overrides(10L, 0L, null, null)))
        .isEqualTo(new Accepted());
    run.look();
    assertThat(run.join(5)).as("called at once, or told to come back").containsExactly(3L);
    run.look();

    run.step(30);
    assertThat(run.join(4)).containsExactly(4L, 5L, 6L, 7L);
    run.look();
    assertThat(run.room().counters().serving()).isEqualTo(3);
    assertThat(run.decide(new RoomCommand.IncrementServing(1)))
        .isEqualTo(new Refused(Rejection.EVENT_HOLDS));

    run.step(300);
    assertThat(run.join(1)).as("behind the pool").containsExactly(8L);
    assertThat(run.room().schedule().stage()).isEqualTo(Stage.DRAWING);
    assertThat(run.decide(new RoomCommand.RemoveEvent("a")))
        .isEqualTo(new Refused(Rejection.DRAW_RUNNING));
    assertThat(run.decide(new RoomCommand.Reset())).isEqualTo(new Refused(Rejection.DRAW_RUNNING));
    run.look();
    assertThat(run.room().counters().serving()).isEqualTo(3);

    run.draw();
    run.look();
    assertThat(run.room().counters().serving()).isEqualTo(8);
    run.step(600);
    run.look();
    assertThat(run.room().schedule().stage()).isEqualTo(Stage.AHEAD);
    assertThat(run.room().settings()).isEqualTo(run.room().configured());
  }

  /**
   * Exits that the shop told in the pre-queue called nobody; afterwards nobody is left to leave.
   */
  @Example
  void at_its_start_a_sale_with_max_size_fills_what_is_free() {
    SaleRun run = new SaleRun();
    RoomSettings three =
        TestSettings.of("\"inlet\": {\"strategy\": \"max_size\", \"max_size\": 3}");
    run.decide(new RoomCommand.Configure(three, new ExpectedVersion.Any()));
    run.plan("a", 0, 600, false, 0, NONE);
    run.decide(new RoomCommand.RemoveEvent("a"));
    run.planWithPreQueue("b", 100, 600);
    run.look();
    assertThat(run.join(5)).hasSize(5);
    run.step(100);
    run.look();
    assertThat(run.room().counters().serving()).isEqualTo(3);
  }

  @Example
  void an_event_that_was_suspended_until_its_end_is_over() {
    SaleRun run = new SaleRun();
    run.plan("a", 100, 60, false, 0, NONE);
    run.suspend("a");
    run.step(159);
    run.look();
    assertThat(run.room().schedule().find("a"))
        .get()
        .extracting(Planned::stage)
        .isEqualTo(Stage.AHEAD);
    run.step(1);
    run.look();
    assertThat(run.room().schedule().find("a"))
        .get()
        .extracting(Planned::stage)
        .isEqualTo(Stage.OVER);
  }

  @Example
  void events_that_are_over_take_no_place_and_the_oldest_go() {
    SaleRun run = new SaleRun();
    for (int i = 0; i < 250; i++) {
      assertThat(run.plan("e" + i, 10, 60, false, 0, NONE)).isEqualTo(new Accepted());
      run.step(70);
    }
    run.look();
    assertThat(run.room().schedule().planned()).hasSizeBetween(100, 101);
    assertThat(run.room().schedule().find("e0")).isEmpty();
    assertThat(run.room().schedule().find("e249")).isPresent();
  }

  @Example
  void a_pool_that_the_room_could_not_close_in_time_stays_open_a_little_longer() {
    SaleRun run = new SaleRun();
    run.plan("a", 20, 600, false, 10, NONE);
    run.step(20);
    run.join(1);
    run.crash(60);
    assertThat(run.join(1)).containsExactly(2L);
    assertThat(run.room().schedule().stage()).isEqualTo(Stage.PREQUEUE);
    run.step(15);
    run.look();
    assertThat(run.room().schedule().pool())
        .isNotNull()
        .extracting(Pool::extended, Pool::size)
        .containsExactly(true, 2L);
  }
}
