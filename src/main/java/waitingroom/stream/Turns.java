package waitingroom.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import waitingroom.room.Outcome;
import waitingroom.room.Rejection;
import waitingroom.room.RoomSettings;
import waitingroom.room.RoomStatus;

/**
 * The turns of a room's listeners, in order of their positions, so that a move of the serving
 * counter costs only the listeners it reaches.
 *
 * <p>A visitor whose turn is revoked, by a pause or by an operator, waits again and is called
 * again. Only the room knows how long a turn lasts: it is asked when the turn begins and when it
 * should have ended. Not thread-safe.
 */
final class Turns {
  /** The room counts whole seconds and expires a turn at the end of one. */
  private static final long GRACE_SECONDS = 1;

  /** Pause before an unanswered request is repeated. */
  private static final long ANSWER_NANOS_MAX = TimeUnit.SECONDS.toNanos(30);

  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Two ends closer than this count as equal: answers are delayed and in whole seconds. */
  private static final long SAME_END_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final TreeSet<Visit> waiting = new TreeSet<>(Visit.IN_LINE);
  private final TreeSet<Visit> called = new TreeSet<>(Visit.IN_LINE);
  private final Consumer<Visit> askHowLong;
  private RoomSettings settings = RoomSettings.DEFAULT;
  private long lookedAt;

  /**
   * @param askHowLong asks the room; {@link #answered} or {@link #failed} must be called later
   */
  Turns(Consumer<Visit> askHowLong) {
    this.askHowLong = askHowLong;
  }

  /**
   * Adds a visitor with a place of the room's epoch; the next {@link #look} checks whether it is
   * their turn.
   */
  void add(Visit visit) {
    waiting.add(visit);
  }

  void remove(Visit visit) {
    if (!waiting.remove(visit)) {
      called.remove(visit);
    }
  }

  /** Removes all visits. */
  List<Visit> removeAll() {
    List<Visit> all = new ArrayList<>(waiting);
    all.addAll(called);
    waiting.clear();
    called.clear();
    return all;
  }

  /**
   * Announces turns to the visitors whom the room serves now, and revokes those of visitors it no
   * longer serves.
   */
  void look(RoomStatus status, long now) {
    boolean otherTerms = otherTerms(status.settings());
    settings = status.settings();
    long serving = settings.paused() ? 0 : status.counters().serving();
    while (!called.isEmpty() && called.last().position() > serving) {
      waitAgain(called.last());
    }
    if (otherTerms) {
      List.copyOf(called).forEach(visit -> begin(visit, now));
    }
    while (!waiting.isEmpty() && waiting.first().position() <= serving) {
      call(waiting.first(), now);
    }
    if (settings.enableQueuePositionExpiry() && now - lookedAt >= LOOK_NANOS) {
      lookedAt = now;
      List.copyOf(called).stream()
          .filter(visit -> visit.askAt - now <= 0)
          .forEach(visit -> ask(visit, now));
    }
  }

  private boolean otherTerms(RoomSettings newest) {
    return newest.enableQueuePositionExpiry() != settings.enableQueuePositionExpiry()
        || (newest.enableQueuePositionExpiry()
            && newest.queuePositionExpiryPeriod() != settings.queuePositionExpiryPeriod());
  }

  private void waitAgain(Visit visit) {
    called.remove(visit);
    visit.told = false;
    waiting.add(visit);
  }

  private void call(Visit visit, long now) {
    waiting.remove(visit);
    called.add(visit);
    begin(visit, now);
  }

  /** Begins a turn, or announces the changed terms of one. */
  private void begin(Visit visit, long now) {
    visit.told = false;
    if (settings.enableQueuePositionExpiry()) {
      ask(visit, now);
    } else {
      tellServed(visit, null);
    }
  }

  private void ask(Visit visit, long now) {
    visit.askAt = now + ANSWER_NANOS_MAX;
    askHowLong.accept(visit);
  }

  private static void tellServed(Visit visit, @Nullable Long expiresIn) {
    visit.told = true;
    visit.reader().tell(ServerSentEvents.served(expiresIn));
  }

  /** Handles the room's answer: how long a turn lasts, or that there is none. */
  void answered(Visit visit, Outcome<Long> outcome, long now) {
    if (!lastsSomeTime(visit)) {
      return;
    }
    if (outcome instanceof Outcome.Refused<Long> refused) {
      refused(visit, refused.reason());
    } else if (outcome instanceof Outcome.Done<Long> left) {
      lasts(visit, left.value(), now);
    }
  }

  /** The room may be ahead of this node's view of it, which will catch up. */
  private void refused(Visit visit, Rejection reason) {
    if (reason == Rejection.POSITION_EXPIRED) {
      called.remove(visit);
      visit.reader().tell(ServerSentEvents.EXPIRED);
    } else {
      waitAgain(visit);
    }
  }

  /**
   * Handles a missing answer: assumes a whole period, the longest possible, unless an end was
   * already announced. The room is asked again.
   */
  void failed(Visit visit, long now) {
    if (lastsSomeTime(visit) && !visit.told) {
      lasts(visit, settings.queuePositionExpiryPeriod(), now);
    }
  }

  /** Whether an answer still matters: expiry may have been switched off meanwhile. */
  private boolean lastsSomeTime(Visit visit) {
    return settings.enableQueuePositionExpiry() && called.contains(visit);
  }

  /**
   * Announces the end of a turn again if it differs: an answer under older terms may have been
   * announced first.
   */
  private static void lasts(Visit visit, long seconds, long now) {
    long endsAt = now + TimeUnit.SECONDS.toNanos(seconds);
    if (!visit.told || Math.abs(endsAt - visit.endsAt) > SAME_END_NANOS) {
      visit.endsAt = endsAt;
      tellServed(visit, seconds);
    }
    visit.askAt = endsAt + TimeUnit.SECONDS.toNanos(GRACE_SECONDS);
  }
}
