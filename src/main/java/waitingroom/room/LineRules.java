package waitingroom.room;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import waitingroom.inlet.AlarmStates;
import waitingroom.inlet.Line;
import waitingroom.inlet.MaxSize;
import waitingroom.room.RoomAnswer.Accepted;
import waitingroom.room.RoomAnswer.Expiries;
import waitingroom.room.RoomAnswer.ExpiryOutcome;
import waitingroom.room.RoomAnswer.LetIn;
import waitingroom.room.RoomEvent.PositionsExpired;
import waitingroom.room.RoomEvent.ServingAdvanced;
import waitingroom.room.RoomEvent.ServingAdvanced.Cause;

/** Rules that move the line of an open room, at one moment of line time. */
final class LineRules {
  /** Events of a sweep that are written at once; what is left of it is due at the next look. */
  static final int SWEEP_EVENTS_MAX = 200;

  private final RoomState room;
  private final RoomSettings settings;
  private final Counters counters;
  private final long nowMillis;

  LineRules(RoomState room, long nowMillis) {
    this.room = room;
    this.settings = room.settings();
    this.counters = room.counters();
    this.nowMillis = nowMillis;
  }

  /** Moves the counter for an operator; only the room's settings clamp it (contract 2.2). */
  Decision increment(long by) {
    if (room.schedule().stage().holds()) {
      return Decision.refuse(Rejection.EVENT_HOLDS);
    }
    if (settings.rejects()) {
      return Decision.refuse(Rejection.ROOM_REJECTS);
    }
    if (settings.inlet().exclusive()) {
      return Decision.refuse(Rejection.INLET_IN_CHARGE);
    }
    try {
      long wanted = Math.addExact(counters.serving(), by);
      long serving = settings.mayServeAhead() ? wanted : Math.min(wanted, counters.queue());
      return Decision.of(new Accepted(), moved(serving, Cause.OPERATOR));
    } catch (ArithmeticException overflow) {
      return Decision.refuse(Rejection.COUNTER_OVERFLOW);
    }
  }

  private ServingAdvanced moved(long serving, Cause cause) {
    return new ServingAdvanced(serving, serving - counters.serving(), nowMillis, cause);
  }

  /** Saturates: nobody is left to let in at the largest number. */
  private static long forward(long serving, long by) {
    return serving > Long.MAX_VALUE - by ? Long.MAX_VALUE : serving + by;
  }

  /**
   * Lets in as many as the inlet allows.
   *
   * @param lookedMillis time of the inlet's previous turn
   */
  List<RoomEvent> letIn(AlarmStates alarms, long lookedMillis) {
    if (!settings.letsIn()) {
      return List.of();
    }
    if (settings.passesThrough()) {
      return passThrough(counters.queue());
    }
    long waiting = counters.queue() - Math.max(0, counters.serving());
    Line line = new Line(waiting, room.inside(), lookedMillis, room.line().pace(), alarms);
    long by = settings.inlet().increment(line, nowMillis);
    if (by <= 0) {
      return List.of();
    }
    long from = settings.inlet().exclusive() ? Math.max(0, counters.serving()) : counters.serving();
    return List.of(moved(forward(from, by), Cause.INLET));
  }

  /**
   * Number of those who join now and would be called at once. An inlet that looks only now and then
   * calls nobody at once, beyond where the counter already is.
   */
  long wouldCall(int visitors) {
    long ahead = counters.serving() - counters.queue();
    if (ahead < 0 || settings.paused()) {
      return 0;
    }
    if (!settings.letsIn() || !settings.inlet().actsAtOnce()) {
      return Math.min(visitors, ahead);
    }
    AlarmStates none = alarm -> null;
    Line line = new Line(visitors, room.inside(), nowMillis, room.line().pace(), none);
    return Math.min(visitors, settings.inlet().increment(line, nowMillis));
  }

  /**
   * Calls everybody, if the room does.
   *
   * @param queue the last position of the line
   */
  List<RoomEvent> passThrough(long queue) {
    return settings.passesThrough() && counters.serving() < queue
        ? List.of(moved(queue, Cause.INLET))
        : List.of();
  }

  /**
   * Handles a message from the shop to the inlet {@code max_size} (contract, part 5): ends
   * sessions, and lets in as many visitors as left.
   */
  Decision maxSize(@Nullable Long exited, List<SessionEnd> ends) {
    if (!(settings.inlet() instanceof MaxSize inlet)) {
      return Decision.refuse(Rejection.OTHER_INLET);
    }
    EndRules rules = new EndRules(room.epoch(), room.sessions(), false, nowMillis);
    List<RoomEvent> events = new ArrayList<>(rules.decide(ends).events());
    long promised = Math.max(0, counters.serving() - counters.queue());
    long inside = room.inside() - rules.endedLive() + promised;
    long by = settings.letsIn() ? inlet.increment(exited, rules.ended(), inside) : 0;
    if (by > 0) {
      events.add(moved(forward(counters.serving(), by), Cause.INLET));
    }
    return new Decision(new LetIn(rules.ended(), by), events);
  }

  /**
   * Expires the positions that were served and fetched no token in time. Where the counter moves on
   * by as many as expired, it does so for each window on its own, as the original's: people who
   * join late behind one window do not hold up the next.
   */
  List<RoomEvent> expire() {
    if (!settings.enableQueuePositionExpiry() || settings.paused()) {
      return List.of();
    }
    PositionExpiry expiry = room.line().expiry();
    List<Long> ends =
        expiry.due(counters.queue(), nowMillis / 1000, settings.queuePositionExpiryPeriod());
    if (ends.isEmpty()) {
      return List.of();
    }
    return settings.replacesExpired()
        ? replaced(expiry.through(), ends)
        : List.of(expired(expiry.through(), ends.get(ends.size() - 1)));
  }

  /** Windows in which everybody has a token need no event of their own. */
  private List<RoomEvent> replaced(long through, List<Long> ends) {
    List<RoomEvent> events = new ArrayList<>();
    long serving = counters.serving();
    long from = through;
    long written = through;
    for (long end : ends) {
      PositionsExpired expired = expired(from, end);
      if (expired.count() > 0 && events.size() == SWEEP_EVENTS_MAX) {
        return events;
      }
      if (expired.count() > 0) {
        long next = forward(serving, expired.count());
        events.add(expired);
        events.add(new ServingAdvanced(next, next - serving, nowMillis, Cause.EXPIRY));
        serving = next;
        written = end;
      }
      from = end;
    }
    if (from > written) {
      events.add(expired(written, from));
    }
    return events;
  }

  private PositionsExpired expired(long from, long through) {
    return new PositionsExpired(through, room.sessions().withoutToken(from, through), nowMillis);
  }

  /** Time left to fetch a token, per position (contract 1.7, steps 2 to 7). */
  Decision expiries(List<PositionQuery> queries) {
    return Decision.of(new Expiries(queries.stream().map(this::expiry).toList()));
  }

  private ExpiryOutcome expiry(PositionQuery query) {
    long position = query.position();
    if (query.epoch() != room.epoch() || position > counters.queue()) {
      return ExpiryOutcome.refused(Rejection.UNKNOWN_REQUEST);
    }
    if (position > counters.serving()) {
      return ExpiryOutcome.refused(Rejection.NOT_YET_SERVED);
    }
    if (settings.paused() && position > room.line().expiry().through()) {
      return ExpiryOutcome.refused(Rejection.PAUSED);
    }
    Long left =
        room.line()
            .expiry()
            .expiresIn(position, nowMillis / 1000, settings.queuePositionExpiryPeriod());
    return left == null
        ? ExpiryOutcome.refused(Rejection.POSITION_EXPIRED)
        : new ExpiryOutcome(left, null);
  }
}
