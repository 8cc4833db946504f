package waitingroom.room;

import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.roaringbitmap.longlong.Roaring64Bitmap;
import waitingroom.inlet.AlarmStates;

/**
 * What is due in a room without anybody asking: tokens expire, sessions fall silent, positions are
 * given up. Remembers only when it looked last and who was heard, so a restart of the room costs a
 * delay and gives everybody one full timeout of grace.
 */
public final class Housekeeping {
  /** So often a room looks whose inlet answers for places that are free at once. */
  private static final Duration FAST = Duration.ofMillis(100);

  /**
   * A room that did not look for so long, because its node stood still, may have missed heartbeats,
   * and gives everybody one whole timeout.
   */
  private static final long STANDSTILL_NANOS = Duration.ofSeconds(4).toNanos();

  private final HousekeepingSettings settings;
  private final Counter sweeps;
  private final Heartbeats heartbeats = new Heartbeats();
  private final LongSupplier nanoTime;
  private long lookedNanos;
  private long sweptMillis;
  private long checkedMillis;
  private long lookedMillis;

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  public Housekeeping(HousekeepingSettings settings, Counter sweeps, LongSupplier nanoTime) {
    this.settings = settings;
    this.sweeps = sweeps;
    this.nanoTime = nanoTime;
  }

  public void startAnew(long lineMillis) {
    lookedNanos = nanoTime.getAsLong();
    sweptMillis = lineMillis;
    checkedMillis = lineMillis;
    lookedMillis = lineMillis;
    heartbeats.startAnew(lineMillis);
  }

  /** How often to look. */
  public Duration tick(RoomState room) {
    boolean fast = room.phase() == Phase.OPEN && room.settings().inlet().actsAtOnce();
    return fast ? FAST : settings.lookEvery();
  }

  /** Takes in a node's heartbeats; the answer names those whose session is over. */
  public RoomAnswer heard(RoomState room, long epoch, byte[] positions, long lineMillis) {
    Roaring64Bitmap beating = Bitmaps.fromBytes(positions);
    if (room.phase() != Phase.OPEN || epoch != room.epoch()) {
      return new RoomAnswer.Heard(positions);
    }
    heartbeats.heard(beating, room.sessions(), lineMillis);
    return new RoomAnswer.Heard(Bitmaps.toBytes(room.sessions().overOf(beating)));
  }

  /** What has to be persisted now. */
  public List<RoomEvent> due(RoomState room, RoomClock clock) {
    if (room.phase() != Phase.OPEN) {
      return List.of();
    }
    long now = clock.lineMillis();
    long wall = clock.wallMillis();
    long nanos = nanoTime.getAsLong();
    if (nanos - lookedNanos > STANDSTILL_NANOS) {
      heartbeats.startAnew(now);
    }
    lookedNanos = nanos;
    List<RoomEvent> due = new ArrayList<>(room.decideSweep(wall));
    due.addAll(abandoned(room, now, wall));
    if (room.settings().inlet().actsAtOnce()
        || now - sweptMillis >= settings.expirySweep().toMillis()) {
      sweptMillis = now;
      sweeps.increment();
      due.addAll(room.decideGiveUp(now));
    }
    return due;
  }

  /** Whom the inlet lets in now. */
  public List<RoomEvent> letIn(RoomState room, AlarmStates alarms, RoomClock clock) {
    long now = clock.lineMillis();
    List<RoomEvent> admission = room.decideLetIn(alarms, lookedMillis, now);
    lookedMillis = now;
    return admission;
  }

  private List<RoomEvent> abandoned(RoomState room, long now, long wallMillis) {
    RoomSettings settings = room.settings();
    if (settings.heartbeatTimeout() == 0) {
      heartbeats.startAnew(now);
      return List.of();
    }
    if (now - checkedMillis < settings.heartbeatCheckInterval() * 1000) {
      return List.of();
    }
    checkedMillis = now;
    long timeoutMillis = settings.heartbeatTimeout() * 1000;
    return room.decideAbandon(
        heartbeats.silent(now, wallMillis, timeoutMillis, room.sessions()), now);
  }
}
