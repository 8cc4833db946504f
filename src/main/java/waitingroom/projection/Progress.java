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

/** How far one projection of one room has come on this node. Safe for many threads. */
final class Progress {
  private static final Logger log = LoggerFactory.getLogger(Progress.class);
  private static final double NANOS = 1e9;

  /** Of a projection that stands still the oldest matter, and they are kept. */
  private static final int SIGHTINGS_MAX = 600;

  /**
   * Why a projection stands still.
   *
   * @param sequenceNr the event that it cannot get past
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
   * @param revision of the room, as this node knows it
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

  /** Looks at how far the room is, and remembers when it came so far. */
  synchronized long look() {
    long now = revision.getAsLong();
    if (now > seen && unreached.size() < SIGHTINGS_MAX) {
      unreached.addLast(new Sighting(now, nanoTime.getAsLong()));
      seen = now;
    }
    return now;
  }

  /** Everything up to that event is done, and so nothing fails any more. */
  synchronized void reached(long sequenceNr) {
    if (sequenceNr > reached) {
      reached = sequenceNr;
      reachedAtNanos = nanoTime.getAsLong();
      Failure before = failure;
      if (before != null && sequenceNr >= before.sequenceNr()) {
        failure = null;
        log.info("Projection goes on: projection={} room={} event={}", projection, room, reached);
      }
    }
    while (!unreached.isEmpty() && unreached.getFirst().revision() <= reached) {
      unreached.removeFirst();
    }
  }

  /** The projection stopped; it will try again. Reported once for each event and cause. */
  synchronized void failed(Throwable failed) {
    Throwable thrown = Unavailable.unwrapped(failed);
    Failure now =
        thrown instanceof StoppedAtEvent stopped
            ? new Failure(stopped.sequenceNr(), text(stopped.cause()))
            : new Failure(reached + 1, text(thrown));
    if (!now.equals(failure)) {
      failure = now;
      log.error(
          "Projection stopped, and tries again: projection={} room={} event={}",
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

  /** Events of the room that are not done yet. */
  synchronized long lagEvents() {
    return reached < 0 ? 0 : Math.max(0, revision.getAsLong() - reached);
  }

  /** For how long the oldest event that is not done yet has been known, seconds. */
  synchronized double lagSeconds() {
    Sighting oldest = unreached.peekFirst();
    return oldest == null ? 0 : (nanoTime.getAsLong() - oldest.atNanos()) / NANOS;
  }

  /** Nothing to do, and nothing done for so long, nanoseconds; -1 while there is something. */
  synchronized long idleNanos() {
    return reached >= 0 && failure == null && reached >= revision.getAsLong()
        ? nanoTime.getAsLong() - reachedAtNanos
        : -1;
  }

  /** The number of the last event that is done; -1: not known yet. */
  synchronized long reached() {
    return reached;
  }
}
