package waitingroom.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;
import waitingroom.room.OriginalLine.Increment;
import waitingroom.room.RoomAnswer.Claimed;
import waitingroom.room.RoomEvent.ServingAdvanced;
import waitingroom.room.RoomEvent.ServingAdvanced.Cause;

/**
 * With the automatic increment on, a room's line moves as the original's, for as long as its
 * sweeper is not stuck: every window that expires is made good for on its own. The period is 100
 * seconds.
 */
class OriginalExpiryTest {
  private static final long START = 1_700_000_000;
  private static final long PERIOD = 100;
  private static final RoomSettings SETTINGS =
      TestSettings.of(
          "'queue_position_expiry_period': 100, 'incr_svc_on_queue_position_expiry': true,"
              + " 'inlet': {'strategy': 'max_size', 'max_size': 1000000}");

  /** A room and the original side by side. */
  private static final class Pair {
    private final OriginalLine original = new OriginalLine(PERIOD);
    private final SetClock wall = new SetClock(START);
    private final RoomClock clock = new RoomClock(wall);
    private final List<RoomEvent> journal = new ArrayList<>();
    private RoomState room = new RoomState();
    private long now = START;
    private long batch;

    Pair() {
      carryOut(new RoomCommand.Configure(SETTINGS, new ExpectedVersion.Any()));
    }

    private RoomAnswer carryOut(RoomCommand command) {
      Decision decision = command.decide(room, clock);
      apply(decision.events());
      return decision.answer();
    }

    private void apply(List<RoomEvent> events) {
      journal.addAll(events);
      room = replay(room, events);
    }

    Pair join(int count) {
      carryOut(new RoomCommand.Join("node", ++batch, count));
      original.join(count, now);
      return this;
    }

    Pair increment(long by) {
      carryOut(new RoomCommand.IncrementServing(by));
      original.increment(by, now);
      return this;
    }

    /** The inlet calls the original's counter from outside; here it is part of the room. */
    Pair exited(long count) {
      carryOut(new RoomCommand.MaxSizeMessage(count, List.of()));
      original.increment(count, now);
      return this;
    }

    Pair at(long second) {
      return pass(START + second - now);
    }

    Pair pass(long seconds) {
      now += seconds;
      wall.set(now);
      return this;
    }

    Pair claim(long position) {
      Claimed claimed =
          (Claimed)
              carryOut(
                  new RoomCommand.Claim(
                      List.of(new TokenClaim(room.epoch(), position, "issuer", "key", null))));
      assertThat(claimed.outcomes().get(0).refusal() == null)
          .isEqualTo(original.fetchToken(position, now));
      return this;
    }

    Pair sweep() {
      List<RoomEvent> events = new LineRules(room, now * 1000).expire();
      apply(events);
      List<Increment> increments = new ArrayList<>();
      for (RoomEvent event : events) {
        if (event instanceof ServingAdvanced moved) {
          assertThat(moved.cause()).isEqualTo(Cause.EXPIRY);
          increments.add(
              new Increment(
                  moved.servingCounter() - moved.by(), moved.by(), moved.servingCounter()));
        }
      }
      assertThat(increments).isEqualTo(original.sweep(now));
      return this;
    }

    /** A node dies: the room goes on from its snapshot, which says the same as its journal. */
    Pair recover() {
      room = RoomState.fromSnapshot(room.toSnapshot());
      RoomState replayed = replay(new RoomState(), journal);
      assertThat(replayed.line().memory()).isEqualTo(room.line().memory());
      assertThat(replayed.counters()).isEqualTo(room.counters());
      return this;
    }

    boolean agree() {
      if (original.isStuck(now)) {
        return false;
      }
      assertThat(room.counters()).isEqualTo(original.counters());
      assertThat(room.line().expiry().through()).isEqualTo(original.expiredThrough());
      for (long position = 1; position <= room.counters().called(); position++) {
        assertThat(room.line().expiry().expiresIn(position, now, PERIOD))
            .as("seconds of position %s", position)
            .isEqualTo(original.expiresIn(position, now));
      }
      return true;
    }
  }

  private static RoomState replay(RoomState from, List<RoomEvent> events) {
    RoomState room = from;
    for (RoomEvent event : events) {
      room = room.apply(event);
    }
    return room;
  }

  /** Version 0.1.0 made one increment for all windows of a sweep. */
  @Example
  void a_line_that_an_earlier_version_moved_goes_on_where_it_was() {
    long millis = START * 1000;
    long swept = (START + 100) * 1000;
    RoomState room =
        replay(
            new RoomState(),
            List.of(
                new RoomEvent.RoomOpened(1, SETTINGS, millis),
                new RoomEvent.PositionsAssigned(1, 10, millis, "node", 1),
                new ServingAdvanced(3, 3, millis, Cause.OPERATOR),
                new ServingAdvanced(6, 3, millis, Cause.OPERATOR),
                new RoomEvent.PositionsExpired(6, 6, swept),
                new ServingAdvanced(12, 6, swept, Cause.EXPIRY)));
    assertThat(room.counters()).isEqualTo(new Counters(10, 12, 0, 6, 0, 0));

    assertThat(new LineRules(room, swept + 99_999).expire()).isEmpty();
    assertThat(new LineRules(room, swept + 100_000).expire())
        .containsExactly(
            new RoomEvent.PositionsExpired(10, 4, swept + 100_000),
            new ServingAdvanced(16, 4, swept + 100_000, Cause.EXPIRY));
  }

  @Example
  void people_who_join_late_behind_one_window_do_not_hold_up_the_next() {
    Pair line = new Pair().join(10).increment(3).increment(3).at(100).sweep();
    assertThat(line.room.counters().serving()).isEqualTo(12);
    line.at(150).join(2).at(199).sweep();
    assertThat(line.room.counters().serving()).isEqualTo(12);

    line.at(200).sweep();

    assertThat(line.room.counters().serving()).isEqualTo(15);
    assertThat(line.agree()).isTrue();
  }

  @Example
  void windows_of_messages_that_came_in_one_second_are_made_good_for_one_by_one_too() {
    Pair line = new Pair().join(10).exited(3).exited(3).at(100).sweep();
    line.at(150).join(2).at(200).sweep();

    assertThat(line.room.counters().serving()).isEqualTo(15);
  }

  @Property(tries = 3000)
  void every_history_agrees_with_the_original(
      @ForAll("histories") @Size(max = 60) List<Step> history) {
    Pair line = new Pair();
    int agreed = 0;
    for (Step step : history) {
      step.action().accept(line);
      if (!line.agree()) {
        break;
      }
      agreed++;
    }
    Statistics.label("increments")
        .collect(line.room.line().expiry().through() > 0 ? "some" : "none")
        .coverage(coverage -> coverage.check("some").percentage(share -> share > 20));
    Statistics.label("stuck").collect(agreed < history.size());
  }

  /** One thing that happens; the text is for the report of a failure. */
  record Step(String text, Consumer<Pair> action) {
    @Override
    public String toString() {
      return text;
    }
  }

  @Provide
  Arbitrary<List<Step>> histories() {
    Arbitrary<Long> few = Arbitraries.longs().between(1, 4);
    return Arbitraries.frequencyOf(
            Tuple.of(
                6,
                Arbitraries.integers()
                    .between(1, 8)
                    .map(count -> new Step("join " + count, line -> line.join(count)))),
            Tuple.of(3, few.map(by -> new Step("serve " + by, line -> line.increment(by)))),
            Tuple.of(2, few.map(by -> new Step("exited " + by, line -> line.exited(by)))),
            Tuple.of(
                3,
                Arbitraries.longs()
                    .between(0, 12)
                    .map(
                        back ->
                            new Step(
                                "claim -" + back,
                                line -> line.claim(Math.max(1, line.original.queue() - back))))),
            Tuple.of(
                4,
                Arbitraries.of(1L, 49L, 50L, 99L, 100L)
                    .map(seconds -> new Step("pass " + seconds, line -> line.pass(seconds)))),
            Tuple.of(5, Arbitraries.of(new Step("sweep", Pair::sweep))),
            Tuple.of(1, Arbitraries.of(new Step("recover", Pair::recover))))
        .list();
  }
}
