package waitingroom.room;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import waitingroom.testkit.NodeSerialization;

/**
 * Memory of a room that two million people pass in two hours of virtual time: it grows with the
 * people inside and with the seconds, not with those who wait or have left.
 */
class StateWeightTest {
  private static final int VISITORS = 2_000_000;
  private static final int SECONDS = 7_200;
  private static final int TICKS_PER_SECOND = 10;

  /** Of ten people called, one never comes and three let their token expire. */
  private static final long EXPIRY_PERIOD = 300;

  private static final long VALIDITY = 600;
  private static final int STAY_SECONDS = 120;

  /** Fewer than arrive, so that a line forms. */
  private static final long PER_MINUTE = 16_000;

  private final ActorTestKit kit = ActorTestKit.create("StateWeightTest", NodeSerialization.CONFIG);
  private final NodeSerialization serialization = new NodeSerialization(kit.system());
  private final SetClock wall = new SetClock(1_700_000_000L);
  private final RoomClock clock = new RoomClock(wall);
  private final Housekeeping housekeeping =
      new Housekeeping(
          TestSettings.housekeeping(60_000), new SimpleMeterRegistry().counter("sweeps"), () -> 0);
  private final ArrayDeque<long[]> stays = new ArrayDeque<>();
  private RoomState room = new RoomState();
  private long tick;
  private long joined;
  private long claimed;

  private record Weight(long inside, long heapBytes, long snapshotBytes) {}

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void a_room_grows_with_the_people_inside_and_not_with_those_who_wait_or_are_gone() {
    long empty = heapAfterGc();
    open();
    while (tick < SECONDS * TICKS_PER_SECOND) {
      tick();
    }
    Weight full = weigh("after two hours", empty);
    assertThat(room.line().memory().expiry().windows().size())
        .isLessThanOrEqualTo((int) EXPIRY_PERIOD + 1);
    while (room.inside() > 0 || room.counters().waiting() > 0) {
      tick();
    }
    Weight gone = weigh("everybody gone", empty);

    assertThat(room.counters().queue()).isEqualTo(VISITORS);
    assertThat(full.inside()).isGreaterThan(50_000);
    assertThat(full.heapBytes()).isLessThan(200 * full.inside());
    assertThat(full.snapshotBytes()).isLessThan(20 * full.inside());
    assertThat(gone.heapBytes()).isLessThan(3 * VISITORS);
    assertThat(gone.snapshotBytes()).isLessThan(VISITORS / 3);
  }

  private void open() {
    housekeeping.restart(clock.lineMillis());
    RoomSettings settings =
        TestSettings.of(
            """
            'validity_period': %d, 'queue_position_expiry_period': %d,
            'inlet': {'strategy': 'capacity', 'total_active_users': 100000, 'new_users_per_minute': %d}
            """
                .formatted(VALIDITY, EXPIRY_PERIOD, PER_MINUTE));
    apply(new RoomCommand.Configure(settings, new ExpectedVersion.Any()));
  }

  private void tick() {
    tick++;
    wall.setMillis(1_700_000_000_000L + tick * (1000 / TICKS_PER_SECOND));
    housekeeping.due(room, clock).forEach(this::apply);
    letIn();
    join();
    claim();
    if (tick % TICKS_PER_SECOND == 0) {
      leave();
    }
  }

  private void join() {
    long due = Math.min(VISITORS, tick * VISITORS / (SECONDS * TICKS_PER_SECOND));
    if (due > joined) {
      apply(new RoomCommand.Join("node", tick, (int) (due - joined)));
      joined = due;
      letIn();
    }
  }

  private void letIn() {
    housekeeping.letIn(room, name -> null, clock).forEach(this::apply);
  }

  /** Nine in ten of those called fetch the token immediately. */
  private void claim() {
    var claims = new ArrayList<TokenClaim>();
    for (; claimed < room.counters().called(); claimed++) {
      if (claimed % 10 != 0) {
        claims.add(new TokenClaim(1, claimed + 1, "issuer", "key", null));
      }
    }
    if (!claims.isEmpty()) {
      apply(new RoomCommand.Claim(claims));
    }
  }

  /** Seven in ten of those who came two minutes ago complete the session. */
  private void leave() {
    stays.addLast(new long[] {claimed});
    if (stays.size() <= STAY_SECONDS) {
      return;
    }
    long from = stays.removeFirst()[0];
    long to = stays.getFirst()[0];
    var ends = new ArrayList<SessionEnd>();
    for (long position = from + 1; position <= to; position++) {
      if (position % 10 > 3) {
        ends.add(new SessionEnd(1, position, true));
      }
    }
    apply(new RoomCommand.EndSessions(ends, false));
  }

  private void apply(RoomCommand command) {
    command.decide(room, clock).events().forEach(this::apply);
  }

  private void apply(RoomEvent event) {
    room = room.apply(event);
  }

  private Weight weigh(String when, long empty) {
    long snapshot = serialization.write(room.toSnapshot()).bytes().length;
    Weight weight = new Weight(room.inside(), heapAfterGc() - empty, snapshot);
    System.out.printf(
        Locale.ROOT,
        "%s: %,d joined, %,d wait, %,d inside, heap %,d KiB, snapshot %,d KiB%n",
        when,
        room.counters().queue(),
        room.counters().waiting(),
        weight.inside(),
        weight.heapBytes() >> 10,
        weight.snapshotBytes() >> 10);
    return weight;
  }

  private static long heapAfterGc() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
