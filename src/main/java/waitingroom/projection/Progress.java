package waitingroom.projection;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import waitingroom.room.RoomId;
import waitingroom.store.Unavailable;

/** Progress of one projection of one room on this node. Thread-safe. */
final class Progress {
  private static final Logger log = LoggerFactory.getLogger(Progress.class);
  private static final double NANOS = 1e9;

  /** Limit of a stalled projection; the oldest are kept, since the lag is measured from them. */
  private static final int SIGHTINGS_MAX = 600;

  /**
   * Cause of a stalled projection.
   *
   * @param sequenceNr the event it cannot get past
   */
  record Failure(long sequenceNr, String cause) {}

  private record Sighting(long revision, long atNanos) {}

  private final String projection;
  private final RoomId room;
  private final LongSupplier revision;
  private final LongSupplier nanoTime;
  private final Deque<Sighting> unreached = new ArrayDeque<>();
  private long seen;
  private long reached = -1;
  private long reachedAtNanos;
  private @Nullable Failure failure;

  /**
   * @param revision of the room as known to this node
   * @param nanoTime as {@link System#nanoTime}
   */
  Progress(String projection, RoomId room, LongSupplier revision, LongSupplier nanoTime) {
    this.projection = projection;
    this.room = room;
    this.revision = revision;
    this.nanoTime = nanoTime;
    this.reachedAtNanos = nanoTime.getAsLong();
  }

  String projection() {
    return projection;
  }

  RoomId room() {
    return room;
  }

  /** Reads the revision of the room and records when it was first seen. */
  synchronized long look() {
    long now = revision.getAsLong();
    if (now > seen && unreached.size() < SIGHTINGS_MAX) {
      unreached.addLast(new Sighting(now, nanoTime.getAsLong()));
      seen = now;
    }
    return now;
  }

  /** Records that all events up to this one are done, which clears a failure. */
  synchronized void reached(long sequenceNr) {
    if (sequenceNr > reached) {
      reached = sequenceNr;
      reachedAtNanos = nanoTime.getAsLong();
      Failure before = failure;
      if (before != null && sequenceNr >= before.sequenceNr()) {
        failure = null;
        log.info("Projection resumed: projection={} room={} event={}", projection, room, reached);
      }
    }
    while (!unreached.isEmpty() && unreached.getFirst().revision() <= reached) {
      unreached.removeFirst();
    }
  }

  /** Records that the projection stopped and will retry. Logged once per event and cause. */
  synchronized void failed(Throwable failed) {
    Throwable thrown = Unavailable.unwrapped(failed);
    Failure now =
        thrown instanceof StoppedAtEvent stopped
            ? new Failure(stopped.sequenceNr(), text(stopped.cause()))
            : new Failure(reached + 1, text(thrown));
    if (!now.equals(failure)) {
      failure = now;
      log.error(
          "Projection stopped and will retry: projection={} room={} event={}",
          projection,
          room,
          now.sequenceNr(),
          thrown instanceof StoppedAtEvent stopped ? stopped.cause() : thrown);
    }
  }

  private static String text(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  synchronized Optional<Failure> failure() {
    return Optional.ofNullable(failure);
  }

  /** Number of pending events. */
  synchronized long lagEvents() {
    return reached < 0 ? 0 : Math.max(0, revision.getAsLong() - reached);
  }

  /** Seconds since the oldest pending event was first seen. */
  synchronized double lagSeconds() {
    Sighting oldest = unreached.peekFirst();
    return oldest == null ? 0 : (nanoTime.getAsLong() - oldest.atNanos()) / NANOS;
  }

  /** Idle time in nanoseconds; -1 while events are pending. */
  synchronized long idleNanos() {
    return reached >= 0 && failure == null && reached >= revision.getAsLong()
        ? nanoTime.getAsLong() - reachedAtNanos
        : -1;
  }

  /** Sequence number of the last event that is done; -1 if not known yet. */
  synchronized long reached() {
    return reached;
  }
}
