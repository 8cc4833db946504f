package waitingroom.room;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.LongStream;
import org.roaringbitmap.longlong.Roaring64Bitmap;
import waitingroom.room.RoomEvent.Grant;
import waitingroom.room.RoomEvent.PositionsAssigned;
import waitingroom.room.RoomEvent.ServingAdvanced;
import waitingroom.room.RoomEvent.ServingAdvanced.Cause;
import waitingroom.room.RoomEvent.SessionsEnded;
import waitingroom.room.RoomEvent.TokensGranted;
import waitingroom.store.Bitmaps;

/** CPU cost of housekeeping in a full room, for the bench: virtual seconds, real CPU. */
public final class HousekeepingCost {
  private static final long START_SECOND = 1_700_000_000;
  private static final int WARM_UP_SECONDS = 200;
  private static final int SECONDS = 400;
  private static final int TICKS_PER_SECOND = 10;

  private final SetClock wall = new SetClock(START_SECOND);
  private final RoomClock clock = new RoomClock(wall);
  private final Housekeeping housekeeping =
      new Housekeeping(
          TestSettings.housekeeping(60_000), new SimpleMeterRegistry().counter("sweeps"), () -> 0);
  private final byte[][] beats;
  private RoomState room = new RoomState();

  private HousekeepingCost(int sessions, int everySeconds, int finished) {
    housekeeping.restart(clock.lineMillis());
    fill(sessions, finished);
    beats = new byte[everySeconds][];
    for (int i = 0; i < everySeconds; i++) {
      int share = i;
      beats[i] =
          Bitmaps.toBytes(
              Roaring64Bitmap.bitmapOf(
                  LongStream.rangeClosed(finished + 1, finished + sessions)
                      .filter(position -> position % everySeconds == share)
                      .toArray()));
    }
  }

  /**
   * CPU time per second of a room, as a share of one core.
   *
   * @param sessions live sessions, all with heartbeats
   * @param everySeconds between two heartbeats of a session
   * @param finished ended sessions
   */
  public static double shareOfCore(int sessions, int everySeconds, int finished) {
    HousekeepingCost cost = new HousekeepingCost(sessions, everySeconds, finished);
    cost.run(1, WARM_UP_SECONDS);
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    cost.run(WARM_UP_SECONDS + 1, WARM_UP_SECONDS + SECONDS);
    long after = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    if (cost.room.sessions().live() != sessions) {
      throw new IllegalStateException("Sessions with heartbeats were abandoned");
    }
    return (after - before) / (SECONDS * 1e9);
  }

  private void run(int from, int to) {
    for (int second = from; second <= to; second++) {
      housekeeping.heard(room, 1, beats[second % beats.length], clock.lineMillis());
      for (int tick = 0; tick < TICKS_PER_SECOND; tick++) {
        wall.setMillis((START_SECOND + second) * 1000 + tick * (1000L / TICKS_PER_SECOND));
        housekeeping.due(room, clock).forEach(this::apply);
        housekeeping.letIn(room, name -> null, clock).forEach(this::apply);
      }
    }
  }

  private void fill(int sessions, int finished) {
    long now = clock.lineMillis();
    RoomSettings settings =
        TestSettings.of(
            """
            'heartbeat_timeout': 20, 'heartbeat_check_interval': 10,
            'inlet': {'strategy': 'capacity', 'total_active_users': %d}
            """
                .formatted(sessions));
    new RoomCommand.Configure(settings, new ExpectedVersion.Any())
        .decide(room, clock)
        .events()
        .forEach(this::apply);
    apply(new PositionsAssigned(1, finished + 2 * sessions, now, "node", 1));
    apply(new ServingAdvanced(finished + sessions, finished + sessions, now, Cause.INLET));
    long[] over = LongStream.rangeClosed(1, finished).toArray();
    long[] live = LongStream.rangeClosed(finished + 1, finished + sessions).toArray();
    SessionTerms terms = new SessionTerms("issuer", "key", START_SECOND, START_SECOND + 100_000);
    apply(new TokensGranted(List.of(new Grant(terms, over), new Grant(terms, live))));
    long[] even = LongStream.of(over).filter(position -> position % 3 != 0).toArray();
    long[] odd = LongStream.of(over).filter(position -> position % 3 == 0).toArray();
    apply(new SessionsEnded(even, odd, now));
  }

  private void apply(RoomEvent event) {
    room = room.apply(event);
  }
}
