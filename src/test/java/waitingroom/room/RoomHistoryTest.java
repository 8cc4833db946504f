package waitingroom.room;

import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import waitingroom.inlet.Manual;
import waitingroom.inlet.QueueingMethod;
import waitingroom.room.RoomRun.Fate;

/** A room keeps its promises in random histories. */
class RoomHistoryTest {
  /** One thing that happens; the text is for the report of a failure. */
  record Step(String text, Consumer<RoomRun> action) {
    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * Unique positions without gaps, the same answer to a repeated batch, exact serving, tokens in
   * turn and only once, consistent counters: the run compares each answer and each state with the
   * model.
   */
  @Property(tries = 1500)
  void any_history_of_commands_and_crashes_agrees_with_the_model(
      @ForAll("histories") List<Step> history) {
    RoomRun run = new RoomRun();
    run.configure(TestSettings.validityPeriod(3), Fate.ANSWERED);
    for (Step step : history) {
      step.action().accept(run);
    }
    run.crash();
  }

  @Provide
  Arbitrary<List<Step>> histories() {
    return Arbitraries.frequencyOf(
            Tuple.of(10, joins()),
            Tuple.of(8, claims()),
            Tuple.of(4, ends()),
            Tuple.of(5, servingMoves()),
            Tuple.of(4, others()),
            Tuple.of(1, seldom()))
        .list()
        .ofMaxSize(60);
  }

  private static Arbitrary<String> origins() {
    return Arbitraries.of("a", "b", "c");
  }

  private static Arbitrary<Fate> fates() {
    return Arbitraries.frequency(
        Tuple.of(6, Fate.ANSWERED),
        Tuple.of(2, Fate.REPLY_LOST),
        Tuple.of(1, Fate.CRASH_BEFORE_WRITE),
        Tuple.of(1, Fate.CRASH_AFTER_WRITE));
  }

  private static Arbitrary<Step> joins() {
    return Combinators.combine(origins(), Arbitraries.integers().between(1, 5), fates())
        .as(
            (origin, count, fate) ->
                new Step(
                    "join %s x%d %s".formatted(origin, count, fate),
                    run -> run.join(origin, count, fate)));
  }

  /** Counted back from slightly beyond the end of the line. */
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
        fates().map(fate -> new Step("expire " + fate, run -> run.expire(fate))),
        Arbitraries.of(
            new Step("snapshot", RoomRun::takeSnapshot), new Step("crash", RoomRun::crash)));
  }

  private static Arbitrary<Step> seldom() {
    return Arbitraries.oneOf(
        fates().map(fate -> new Step("reset " + fate, run -> run.reset(fate))),
        fates().map(fate -> new Step("close " + fate, run -> run.close(fate))),
        Combinators.combine(settings(), fates())
            .as(
                (wanted, fate) ->
                    new Step(
                        "configure %s %s".formatted(wanted, fate),
                        run -> run.configure(wanted, fate))));
  }

  /** Short times and lines, so that they matter. */
  private static Arbitrary<RoomSettings> settings() {
    Arbitrary<Boolean> seldom = Arbitraries.frequency(Tuple.of(4, false), Tuple.of(1, true));
    return Combinators.combine(
            Arbitraries.longs().between(1, 4),
            seldom.map(off -> !off),
            Arbitraries.longs().between(1, 6),
            Arbitraries.of(true, false),
            seldom,
            seldom,
            Arbitraries.of(0L, 0L, 6L),
            Arbitraries.of(QueueingMethod.class))
        .as(
            (validity, expiry, period, increment, paused, queueAll, lengthMax, method) ->
                new RoomSettings(
                    validity,
                    expiry,
                    period,
                    increment,
                    0,
                    10,
                    new Manual(),
                    paused,
                    queueAll,
                    lengthMax,
                    false,
                    "",
                    method));
  }
}
