package waitingroom.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.longlong.Roaring64Bitmap;
import waitingroom.inlet.AlarmState;
import waitingroom.store.Bitmaps;

/**
 * A room whose line moves automatically, with journal, clocks and housekeeping, assembled as the
 * entity does, in virtual time and in memory.
 */
final class LineRun {
  static final long TICK_MILLIS = 100;

  private final SetClock wall = new SetClock(0);
  private final Map<String, AlarmState> alarms = new HashMap<>();
  private final List<RoomEvent> journal = new ArrayList<>();
  private final long sweepMillis;
  private long wallMillis;
  private RoomClock clock;
  private Housekeeping housekeeping;
  private RoomState state = new RoomState();
  private @Nullable RoomSnapshot snapshot;
  private int snapshotAt;
  private long batch;
  private boolean dying;

  /**
   * @param startMillis of the wall clock
   * @param sweepMillis between checks for expired positions
   */
  LineRun(long startMillis, long sweepMillis, RoomSettings settings) {
    this.wallMillis = startMillis;
    this.sweepMillis = sweepMillis;
    wall.setMillis(startMillis);
    clock = new RoomClock(wall);
    housekeeping =
        new Housekeeping(
            TestSettings.housekeeping(sweepMillis),
            new SimpleMeterRegistry().counter("sweeps"),
            () -> 0);
    housekeeping.restart(clock.lineMillis());
    configure(settings);
  }

  List<RoomEvent> journal() {
    return journal;
  }

  RoomState state() {
    return state;
  }

  long wallMillis() {
    return wallMillis;
  }

  void setAlarm(String name, AlarmState alarm) {
    alarms.put(name, alarm);
  }

  /** Moves the wall clock on, or back, without a tick of the room. */
  void pass(long millis) {
    wallMillis += millis;
    wall.setMillis(wallMillis);
  }

  /** Moves time on, with ticks of the room. */
  void tick(long times) {
    for (long i = 0; i < times; i++) {
      pass(TICK_MILLIS);
      List<RoomEvent> due = housekeeping.due(state, clock);
      persist(due);
      letIn();
    }
  }

  void configure(RoomSettings settings) {
    carryOut(new RoomCommand.Configure(settings, new ExpectedVersion.Any()));
  }

  void reset() {
    carryOut(new RoomCommand.Reset());
  }

  /** Closes and reopens the room. */
  void reopen(RoomSettings settings) {
    carryOut(new RoomCommand.Close(new ExpectedVersion.Any()));
    configure(settings);
  }

  void join(int count) {
    carryOut(new RoomCommand.Join("node", ++batch, count));
  }

  RoomAnswer increment(long by) {
    return carryOut(new RoomCommand.IncrementServing(by));
  }

  RoomAnswer maxSize(@Nullable Long exited, Collection<Long> completed) {
    return carryOut(new RoomCommand.MaxSizeMessage(exited, ends(completed)));
  }

  RoomAnswer claim(Collection<Long> positions) {
    List<TokenClaim> claims =
        positions.stream()
            .map(position -> new TokenClaim(state.epoch(), position, "issuer", "key", null))
            .toList();
    return carryOut(new RoomCommand.Claim(claims));
  }

  RoomAnswer end(Collection<Long> positions) {
    return carryOut(new RoomCommand.EndSessions(ends(positions), false));
  }

  private List<SessionEnd> ends(Collection<Long> positions) {
    return positions.stream()
        .map(position -> new SessionEnd(state.epoch(), position, true))
        .toList();
  }

  void beat(Collection<Long> positions) {
    var beating = new Roaring64Bitmap();
    positions.forEach(beating::addLong);
    housekeeping.heard(state, state.epoch(), Bitmaps.toBytes(beating), clock.lineMillis());
  }

  /** Positions that the counter has reached and that hold no token, the latest first. */
  List<Long> awaited() {
    Counters counters = state.counters();
    return LongStream.iterate(
            counters.called(), p -> p > state.line().expiry().through(), p -> p - 1)
        .filter(p -> state.sessions().live(p) == null && !state.sessions().over(p))
        .boxed()
        .toList();
  }

  /** Positions with a live session, in order. */
  List<Long> live() {
    List<Long> live = new ArrayList<>();
    state.sessions().forEachLive((position, terms) -> live.add(position));
    live.sort(null);
    return live;
  }

  void takeSnapshot() {
    snapshot = state.toSnapshot();
    snapshotAt = journal.size();
  }

  /** Makes the next write fail and the node die. */
  void dieAtNextWrite() {
    dying = true;
  }

  /** Recovers the room on another node, whose clock may show any time. */
  void recover() {
    state = snapshot == null ? new RoomState() : RoomState.fromSnapshot(snapshot);
    for (RoomEvent event : journal.subList(snapshot == null ? 0 : snapshotAt, journal.size())) {
      state = state.apply(event);
    }
    clock = new RoomClock(wall);
    clock.notBefore(state.line().latestMillis());
    housekeeping =
        new Housekeeping(
            TestSettings.housekeeping(sweepMillis),
            new SimpleMeterRegistry().counter("sweeps"),
            () -> 0);
    housekeeping.restart(clock.lineMillis());
  }

  private RoomAnswer carryOut(RoomCommand command) {
    Decision decision = command.decide(state, clock);
    persist(decision.events());
    if (!decision.events().isEmpty() && state.settings().inlet().actsAtOnce()) {
      letIn();
    }
    return decision.answer();
  }

  private void letIn() {
    persist(housekeeping.letIn(state, alarms::get, clock));
  }

  private void persist(List<RoomEvent> events) {
    if (dying && !events.isEmpty()) {
      dying = false;
      recover();
      return;
    }
    for (RoomEvent event : events) {
      journal.add(event);
      state = state.apply(event);
    }
  }

  /** The checker finds no violation, and its count agrees with the room. */
  void check() {
    CapChecker.Verdict verdict = CapChecker.check(journal);
    assertThat(verdict.violations()).isEmpty();
    assertThat(state.inside()).isEqualTo(verdict.inside());
  }
}
