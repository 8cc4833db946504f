package waitingroom.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import waitingroom.room.RoomAnswer.Joined;
import waitingroom.room.RoomEvent.DrawRevealed;
import waitingroom.room.RoomEvent.RoomOpened;
import waitingroom.room.RoomEvent.StageReached;
import waitingroom.schedule.Drawn;
import waitingroom.schedule.Overrides;
import waitingroom.schedule.Pool;
import waitingroom.schedule.ScheduledEvent;
import waitingroom.schedule.Stage;

/**
 * A room with a schedule, driven as its actor drives it: what is due comes before each command.
 * Checks after each step what a schedule promises.
 */
final class SaleRun {
  private static final Overrides NONE = new Overrides(null, null, null, null);
  private static final long START = 1_700_000_000;

  private final SetClock wall = new SetClock(START);
  private final Map<Long, Stage> reached = new HashMap<>();
  private RoomClock clock = new RoomClock(wall);
  private RoomState room = new RoomState();
  private long upSince = START;
  private long batch;
  private long handedOut;

  SaleRun() {
    apply(
        new RoomOpened(
            1,
            TestSettings.of("\"inlet\": {\"strategy\": \"capacity\", \"total_active_users\": 3}"),
            START * 1000));
  }

  RoomState room() {
    return room;
  }

  long now() {
    return wall.instant().getEpochSecond();
  }

  /** The clock steps, also back. */
  void step(long seconds) {
    wall.set(now() + seconds);
  }

  /** The host dies; another one has the journal and a clock of its own. */
  void crash(long seconds) {
    step(seconds);
    room = RoomState.fromSnapshot(room.toSnapshot());
    clock = new RoomClock(wall);
    clock.notBefore(room.line().latestMillis());
    upSince = now();
  }

  RoomAnswer decide(RoomCommand command) {
    due();
    Decision decision = command.decide(room, clock).within(2);
    decision.events().forEach(this::apply);
    return decision.answer();
  }

  RoomAnswer plan(
      String id, long begin, long length, boolean shuffle, int opening, Overrides overrides) {
    long start = now() + begin;
    return plan(id, shuffle ? start - 300 : null, start, length, shuffle, opening, overrides);
  }

  /** The pre-queue has begun. */
  RoomAnswer planWithPreQueue(String id, long begin, long length) {
    long start = now() + begin;
    return plan(id, start - 300, start, length, false, 0, NONE);
  }

  private RoomAnswer plan(
      String id,
      @Nullable Long prequeue,
      long start,
      long length,
      boolean shuffle,
      int opening,
      Overrides overrides) {
    return decide(
        new RoomCommand.PlanEvent(
            new ScheduledEvent(
                id,
                room.schedule().find(id).map(one -> one.event().number()).orElse(0L),
                "event-" + id,
                "",
                prequeue,
                start,
                start + length,
                shuffle,
                opening,
                false,
                false,
                overrides,
                now(),
                now()),
            null));
  }

  void suspend(String id) {
    ScheduledEvent event = room.schedule().find(id).orElseThrow().event();
    ScheduledEvent absent =
        new ScheduledEvent(
            id,
            event.number(),
            event.name(),
            "",
            event.prequeueStart(),
            event.start(),
            event.end(),
            event.shuffle(),
            event.openingDrawSeconds(),
            false,
            true,
            event.overrides(),
            now(),
            now());
    decide(new RoomCommand.PlanEvent(absent, null));
  }

  /** Positions of those who got one. */
  List<Long> join(int count) {
    RoomAnswer answer = decide(new RoomCommand.Join("node", ++batch, count));
    List<Long> positions = new ArrayList<>();
    if (answer instanceof Joined joined) {
      assertThat(joined.first()).as("no place is given away").isEqualTo(handedOut + 1);
      handedOut += joined.count();
      for (int i = 0; i < joined.count(); i++) {
        positions.add(joined.first() + i);
      }
    }
    return positions;
  }

  /** The inlet has its turn. */
  void look() {
    due();
    new LineRules(room, clock.lineMillis())
        .letIn(alarm -> null, clock.lineMillis())
        .forEach(this::apply);
  }

  /** The draw comes to its result, if it runs. */
  void draw() {
    due();
    Pool pool = room.schedule().pool();
    if (room.schedule().stage() == Stage.DRAWING && pool != null && pool.size() != null) {
      Drawn drawn = new Drawn(pool.number(), pool.first(), pool.size(), "00".repeat(32));
      apply(new DrawRevealed(drawn, "", "", clock.lineMillis()));
    }
  }

  void reset() {
    if (decide(new RoomCommand.Reset()) instanceof RoomAnswer.Accepted) {
      handedOut = 0;
    }
  }

  private void due() {
    for (int i = 0; i < 10; i++) {
      List<RoomEvent> events =
          new ScheduleRules(room, clock.wallMillis() / 1000, clock.lineMillis()).due(upSince);
      if (events.isEmpty()) {
        return;
      }
      events.forEach(this::apply);
    }
    throw new AssertionError("Stages without end: " + room.schedule());
  }

  private void apply(RoomEvent event) {
    boolean held = room.schedule().stage().holds();
    long called = room.counters().called();
    room = room.apply(event);
    if (held && room.schedule().stage().holds()) {
      assertThat(room.counters().called()).as("nobody is called").isLessThanOrEqualTo(called);
    }
    if (event instanceof StageReached stage) {
      Stage before = reached.put(stage.number(), stage.stage());
      assertThat(before == null || before.compareTo(stage.stage()) < 0)
          .as("stage %s after %s", stage.stage(), before)
          .isTrue();
    }
    check();
  }

  private void check() {
    Counters counters = room.counters();
    Pool pool = room.schedule().pool();
    if (pool != null) {
      assertThat(counters.called()).as("nobody of a pool is called").isLessThan(pool.first());
    }
    long end = 0;
    for (Drawn drawn : room.schedule().drawn()) {
      assertThat(drawn.first()).as("pools do not overlap").isGreaterThan(end);
      end = drawn.first() + drawn.size() - 1;
    }
    assertThat(end).isLessThanOrEqualTo(counters.queue());
  }
}
