package waitingroom.room.cluster;

import akka.actor.typed.javadsl.TimerScheduler;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import waitingroom.room.RoomStatus;

/**
 * Tells every node about a room: immediately after a quiet time, then conflated to ten times a
 * second. The entity repeats the status now and then, for nodes that missed it.
 */
final class StatusPublisher {
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Consumer<RoomStatus> nodes;
  private final TimerScheduler<WaitingRoom.Command> timers;
  private final LongSupplier nanoTime;
  private long pausedUntilNanos;

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  StatusPublisher(
      Consumer<RoomStatus> nodes,
      TimerScheduler<WaitingRoom.Command> timers,
      LongSupplier nanoTime) {
    this.nodes = nodes;
    this.timers = timers;
    this.nanoTime = nanoTime;
    this.pausedUntilNanos = nanoTime.getAsLong();
  }

  /**
   * Publishes a changed status, or schedules {@link WaitingRoom.Publish} for the end of the pause.
   *
   * @return true when it was published
   */
  boolean changed(RoomStatus status) {
    long pauseNanos = pausedUntilNanos - nanoTime.getAsLong();
    if (pauseNanos <= 0) {
      publish(status);
      return true;
    }
    if (!timers.isTimerActive(WaitingRoom.Publish.INSTANCE)) {
      timers.startSingleTimer(
          WaitingRoom.Publish.INSTANCE, WaitingRoom.Publish.INSTANCE, Duration.ofNanos(pauseNanos));
    }
    return false;
  }

  void publish(RoomStatus status) {
    nodes.accept(status);
    pausedUntilNanos = nanoTime.getAsLong() + PAUSE.toNanos();
  }
}
