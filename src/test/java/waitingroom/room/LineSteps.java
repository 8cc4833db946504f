package waitingroom.room;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random histories of a room whose line moves automatically. */
final class LineSteps {
  private LineSteps() {}

  /** One thing that happens; the text is for the report of a failure. */
  record Step(String text, Consumer<LineRun> action) {
    @Override
    public String toString() {
      return text;
    }
  }

  static Arbitrary<List<Step>> histories() {
    return Arbitraries.frequencyOf(
            Tuple.of(8, visitors()),
            Tuple.of(8, time()),
            Tuple.of(2, settings().map(s -> new Step("configure " + s, run -> run.configure(s)))),
            Tuple.of(2, trouble()),
            Tuple.of(1, operators()))
        .list()
        .ofMaxSize(50);
  }

  private static Arbitrary<Step> visitors() {
    return Arbitraries.oneOf(
        Arbitraries.integers()
            .between(1, 12)
            .map(count -> new Step("join " + count, run -> run.join(count))),
        someOf("claim", (run, share) -> run.claim(share.of(run.awaited()))),
        someOf("end", (run, share) -> run.end(share.of(run.live()))),
        someOf("beat", (run, share) -> run.beat(share.of(run.live()))));
  }

  /** Every nth element, from an offset on. */
  private record Share(int nth, int first) {
    List<Long> of(List<Long> positions) {
      return IntStream.range(0, positions.size())
          .filter(i -> i % nth == first % nth)
          .mapToObj(positions::get)
          .toList();
    }
  }

  private static Arbitrary<Step> someOf(String what, BiConsumer<LineRun, Share> action) {
    return Combinators.combine(
            Arbitraries.integers().between(1, 3), Arbitraries.integers().between(0, 2))
        .as(Share::new)
        .map(share -> new Step(what + " " + share, run -> action.accept(run, share)));
  }

  private static Arbitrary<Step> time() {
    Arbitrary<Integer> ticks =
        Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.integers().between(1, 30)),
            Tuple.of(2, Arbitraries.integers().between(30, 300)),
            Tuple.of(1, Arbitraries.integers().between(500, 700)));
    return ticks.map(times -> new Step("tick x" + times, run -> run.tick(times)));
  }

  private static Arbitrary<Step> trouble() {
    return Arbitraries.oneOf(
        Arbitraries.longs()
            .between(1, 60_000)
            .map(ms -> new Step("clock back %d ms".formatted(ms), run -> run.pass(-ms))),
        Arbitraries.longs()
            .between(1, 60_000)
            .map(ms -> new Step("stand still %d ms".formatted(ms), run -> run.pass(ms))),
        Arbitraries.of(
            new Step("snapshot", LineRun::takeSnapshot),
            new Step("recover", LineRun::recover),
            new Step("die at the next write", LineRun::dieAtNextWrite)));
  }

  private static Arbitrary<Step> operators() {
    return Arbitraries.oneOf(
        Arbitraries.longs()
            .between(-5, 20)
            .map(by -> new Step("serve " + by, run -> run.increment(by))),
        Arbitraries.longs()
            .between(0, 9)
            .map(
                n ->
                    new Step(
                        "exited " + n,
                        run -> run.maxSize(n, run.live().stream().limit(n).toList()))),
        Arbitraries.of(new Step("reset", LineRun::reset)),
        settings().map(s -> new Step("reopen " + s, run -> run.reopen(s))));
  }

  static Arbitrary<RoomSettings> settings() {
    return Combinators.combine(
            inlets(),
            shortTimes(),
            Arbitraries.frequency(
                Tuple.of(6, ""),
                Tuple.of(1, ", 'paused': true"),
                Tuple.of(1, ", 'queue_all': true")))
        .as((inlet, times, held) -> TestSettings.of(inlet + times + held));
  }

  /** Capacity, and neither paused nor closed to all. */
  static Arbitrary<RoomSettings> capacitySettings() {
    return Combinators.combine(capacities(), shortTimes())
        .as((inlet, times) -> TestSettings.of(inlet + times));
  }

  private static Arbitrary<String> inlets() {
    return Arbitraries.frequencyOf(
        Tuple.of(6, capacities()),
        Tuple.of(1, Arbitraries.just("'inlet': {'strategy': 'manual'}")),
        Tuple.of(
            1,
            Arbitraries.integers()
                .between(1, 20)
                .map("'inlet': {'strategy': 'max_size', 'max_size': %d}"::formatted)),
        Tuple.of(
            1,
            Combinators.combine(
                    Arbitraries.integers().between(1, 5), Arbitraries.integers().between(1, 20))
                .as(
                    "'inlet': {'strategy': 'periodic', 'increment_by': %d, 'interval': %d}"
                        ::formatted)));
  }

  private static Arbitrary<String> capacities() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 15),
            Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(0)),
                Tuple.of(2, Arbitraries.integers().between(1, 20)),
                Tuple.of(1, Arbitraries.integers().between(21, 2000))))
        .filter((total, perMinute) -> total + perMinute > 0)
        .as(
            "'inlet': {'strategy': 'capacity', 'total_active_users': %d, 'new_users_per_minute': %d}"
                ::formatted);
  }

  /** Short, so that they matter. */
  private static Arbitrary<String> shortTimes() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 40),
            Arbitraries.integers().between(1, 30),
            Arbitraries.of(true, false),
            Arbitraries.of(0, 0, 5, 8),
            Arbitraries.integers().between(1, 5))
        .as(
            ", 'validity_period': %d, 'queue_position_expiry_period': %d, 'incr_svc_on_queue_position_expiry': %b, 'heartbeat_timeout': %d, 'heartbeat_check_interval': %d"
                ::formatted);
  }
}
