package waitingroom.room;

import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.roaringbitmap.longlong.Roaring64Bitmap;
import waitingroom.inlet.AlarmStates;
import waitingroom.room.RoomEvent.SessionsExpired;
import waitingroom.room.RoomEvent.SessionsFellSilent;
import waitingroom.store.Bitmaps;

/**
 * Periodic work of a room: tokens expire, sessions fall silent, positions expire. Remembers only
 * the times of its last checks and the heartbeats, so a restart of the room costs a delay and gives
 * every session one full timeout of grace.
 */
public final class Housekeeping {

  /**
   * Intervals of a room's checks.
   *
   * @param lookEvery between two checks, unless the inlet must fill a free place immediately
   * @param expirySweep between two checks for expired positions, unless the inlet must fill their
   *     places immediately
   */
  public record Settings(Duration lookEvery, Duration expirySweep) {}

  /** Tick of a room that must act immediately: fill a free place, or begin an event. */
  public static final Duration FAST = Duration.ofMillis(100);

  /**
   * After a longer gap between two ticks, because the node stood still, heartbeats may have been
   * missed: every session gets one whole timeout.
   */
  private static final long STANDSTILL_NANOS = Duration.ofSeconds(4).toNanos();

  private final Settings settings;
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
  public Housekeeping(Settings settings, Counter sweeps, LongSupplier nanoTime) {
    this.settings = settings;
    this.sweeps = sweeps;
    this.nanoTime = nanoTime;
  }

  public void restart(long lineMillis) {
    lookedNanos = nanoTime.getAsLong();
    sweptMillis = lineMillis;
    checkedMillis = lineMillis;
    lookedMillis = lineMillis;
    heartbeats.restart(lineMillis);
  }

  /** Time between two ticks. */
  public Duration tick(RoomState room) {
    boolean fast = room.isOpen() && room.settings().inlet().actsAtOnce();
    return fast ? FAST : settings.lookEvery();
  }

  /** Records a node's heartbeats; the answer names those whose session is over. */
  public RoomAnswer heard(RoomState room, long epoch, byte[] positions, long lineMillis) {
    Roaring64Bitmap beating = Bitmaps.fromBytes(positions);
    if (!room.isOpen() || epoch != room.epoch()) {
      return new RoomAnswer.Heard(positions);
    }
    heartbeats.heard(beating, room.sessions(), lineMillis);
    return new RoomAnswer.Heard(Bitmaps.toBytes(room.sessions().overOf(beating)));
  }

  /** Events that are due now. */
  public List<RoomEvent> due(RoomState room, RoomClock clock) {
    if (!room.isOpen()) {
      return List.of();
    }
    long now = clock.lineMillis();
    long wall = clock.wallMillis();
    long nanos = nanoTime.getAsLong();
    if (nanos - lookedNanos > STANDSTILL_NANOS) {
      heartbeats.restart(now);
    }
    lookedNanos = nanos;
    List<RoomEvent> due = new ArrayList<>(expiredTokens(room.sessions(), wall));
    due.addAll(abandoned(room, now, wall));
    if (room.settings().inlet().actsAtOnce()
        || now - sweptMillis >= settings.expirySweep().toMillis()) {
      sweeps.increment();
      List<RoomEvent> expired = new LineRules(room, now).expire();
      if (expired.size() < LineRules.SWEEP_EVENTS_MAX) {
        sweptMillis = now;
      }
      due.addAll(expired);
    }
    return due;
  }

  /** Events of the inlet's turn. */
  public List<RoomEvent> letIn(RoomState room, AlarmStates alarms, RoomClock clock) {
    long now = clock.lineMillis();
    List<RoomEvent> admission =
        room.isOpen() ? new LineRules(room, now).letIn(alarms, lookedMillis) : List.of();
    lookedMillis = now;
    return admission;
  }

  private List<RoomEvent> abandoned(RoomState room, long now, long wallMillis) {
    RoomSettings settings = room.settings();
    if (settings.heartbeatTimeout() == 0) {
      heartbeats.restart(now);
      return List.of();
    }
    if (now - checkedMillis < settings.heartbeatCheckInterval() * 1000) {
      return List.of();
    }
    checkedMillis = now;
    long timeoutMillis = settings.heartbeatTimeout() * 1000;
    long[] silent = heartbeats.silent(now, wallMillis, timeoutMillis, room.sessions());
    return silent.length == 0 ? List.of() : List.of(new SessionsFellSilent(silent, now));
  }

  /** Takes the sessions whose token has expired out of the live ones. */
  static List<RoomEvent> expiredTokens(Sessions sessions, long wallMillis) {
    long second = wallMillis / 1000;
    long expired = sessions.live() - sessions.activeAt(second);
    return expired == 0 ? List.of() : List.of(new SessionsExpired(second, expired));
  }
}
