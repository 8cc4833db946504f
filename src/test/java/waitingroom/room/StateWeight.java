package waitingroom.room;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import waitingroom.testkit.NodeSerialization;

/** Weight of a room that many people pass in virtual time, 16,667 a minute. */
public final class StateWeight implements AutoCloseable {
  /** One in ten people called never comes; three of the others let their token expire. */
  static final long EXPIRY_PERIOD = 300;

  private static final int TICKS_PER_SECOND = 10;
  private static final long VALIDITY = 600;
  private static final int STAY_SECONDS = 120;

  /** Fewer than come, so that a line forms. */
  private static final long PER_MINUTE = 16_000;

  private final ActorTestKit kit = ActorTestKit.create("StateWeight", NodeSerialization.CONFIG);
  private final NodeSerialization serialization = new NodeSerialization(kit.system());
  private final SetClock wall = new SetClock(1_700_000_000L);
  private final RoomClock clock = new RoomClock(wall);
  private final Housekeeping housekeeping =
      new Housekeeping(
          TestSettings.housekeeping(60_000), new SimpleMeterRegistry().counter("sweeps"), () -> 0);
  private final ArrayDeque<long[]> stays = new ArrayDeque<>();
  private final long visitors;
  private final long heapBefore;
  private RoomState room = new RoomState();
  private long tick;
  private long joined;
  private long claimed;

  /**
   * The room at one moment.
   *
   * @param windows that the expiry of positions remembers
   * @param heap bytes
   * @param snapshot bytes
   */
  public record Weight(
      long joined, long waiting, long inside, int windows, long heap, long snapshot) {}

  /**
   * An open, empty room.
   *
   * @param visitors people who will come: two million take two hours
   */
  public StateWeight(long visitors) {
    this.visitors = visitors;
    open();
    snapshotBytes(); // loads the serializers, which do not belong to the room
    this.heapBefore = heapAfterGc();
  }

  /** Lets all visitors come: many are inside then, and some wait. */
  public Weight whenAllHaveCome() {
    while (joined < visitors) {
      tick();
    }
    return weight();
  }

  /** Lets all visitors leave. */
  public Weight whenAllHaveLeft() {
    while (room.inside() > 0 || room.counters().waiting() > 0) {
      tick();
    }
    return weight();
  }

  @Override
  public void close() {
    kit.shutdownTestKit();
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
    long due = Math.min(visitors, tick * visitors / (seconds() * TICKS_PER_SECOND));
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

  private long seconds() {
    return visitors * 7_200 / 2_000_000;
  }

  private Weight weight() {
    long snapshot = snapshotBytes();
    return new Weight(
        room.counters().queue(),
        room.counters().waiting(),
        room.inside(),
        room.line().memory().expiry().windows().size(),
        heapAfterGc() - heapBefore,
        snapshot);
  }

  private long snapshotBytes() {
    return serialization.write(room.toSnapshot()).bytes().length;
  }

  private static long heapAfterGc() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
