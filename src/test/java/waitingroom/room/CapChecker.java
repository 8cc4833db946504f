package waitingroom.room;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import waitingroom.inlet.Capacity;
import waitingroom.room.RoomEvent.FormatRaised;
import waitingroom.room.RoomEvent.Grant;
import waitingroom.room.RoomEvent.PositionsAssigned;
import waitingroom.room.RoomEvent.PositionsExpired;
import waitingroom.room.RoomEvent.RoomClosed;
import waitingroom.room.RoomEvent.RoomOpened;
import waitingroom.room.RoomEvent.RoomReset;
import waitingroom.room.RoomEvent.ServingAdvanced;
import waitingroom.room.RoomEvent.ServingAdvanced.Cause;
import waitingroom.room.RoomEvent.SessionsEnded;
import waitingroom.room.RoomEvent.SessionsExpired;
import waitingroom.room.RoomEvent.SessionsFellSilent;
import waitingroom.room.RoomEvent.SettingsChanged;
import waitingroom.room.RoomEvent.TokensGranted;

/**
 * Checks the events of one room, in order, for violations: more people inside or let in within a
 * minute than the inlet {@code capacity} allows, positions with gaps, tokens out of turn.
 *
 * <p>It shares no code with the rules of the room: it keeps every person by number and every moment
 * of the last minute, and counts.
 */
public final class CapChecker {
  private static final long MINUTE_MILLIS = 60_000;

  /**
   * Result of a check.
   *
   * @param violations in words; empty when there are none
   * @param events that were read
   * @param letIn people called while the inlet was {@code capacity}
   * @param insideMax most people inside after such a call
   * @param minuteMax most people called in the 60 seconds up to such a call
   * @param inside people called, without a token and not expired, and live sessions, at the end
   */
  public record Verdict(
      List<String> violations,
      long events,
      long letIn,
      long insideMax,
      long minuteMax,
      long inside) {}

  private record Called(long atMillis, long count) {}

  private final List<String> violations = new ArrayList<>();
  private final ArrayDeque<Called> lastMinute = new ArrayDeque<>();
  private RoomSettings settings = RoomSettings.DEFAULT;
  private long events;
  private long letIn;
  private long insideMax;
  private long minuteMax;
  private long latestMillis;

  private long queue;
  private long serving;
  private long called;
  private long expiredThrough;
  private final TreeSet<Long> awaited = new TreeSet<>();
  private final Map<Long, SessionTerms> live = new HashMap<>();
  private final TreeMap<Long, Set<Long>> liveByExpiry = new TreeMap<>();
  private final Set<Long> holders = new HashSet<>();
  private final Set<Long> ended = new HashSet<>();

  private CapChecker() {}

  /** Reads all events of a room from its first one on. */
  public static Verdict check(Iterable<? extends RoomEvent> events) {
    CapChecker checker = new CapChecker();
    for (RoomEvent event : events) {
      checker.events++;
      checker.take(event);
    }
    return new Verdict(
        List.copyOf(checker.violations),
        checker.events,
        checker.letIn,
        checker.insideMax,
        checker.minuteMax,
        checker.inside());
  }

  private void take(RoomEvent event) {
    if (event instanceof PositionsAssigned assigned) {
      assign(assigned);
    } else if (event instanceof ServingAdvanced advanced) {
      serve(advanced);
    } else if (event instanceof TokensGranted granted) {
      granted.grants().forEach(this::grant);
    } else if (event instanceof PositionsExpired expired) {
      expirePositions(expired);
    } else if (event instanceof SessionsEnded sessions) {
      end(sessions.completed());
      end(sessions.abandoned());
    } else if (event instanceof SessionsFellSilent silent) {
      time(silent.atMillis());
      end(silent.positions());
    } else if (event instanceof SessionsExpired expired) {
      expire(expired.before());
    } else if (event instanceof SettingsChanged changed) {
      time(changed.atMillis());
      settings = changed.settings();
    } else {
      restart(event);
    }
  }

  private void restart(RoomEvent event) {
    if (event instanceof RoomOpened opened) {
      time(opened.atMillis());
      settings = opened.settings();
      forgetEverybody();
    } else if (event instanceof RoomReset reset) {
      time(reset.atMillis());
      forgetEverybody();
    } else if (event instanceof RoomClosed closed) {
      time(closed.atMillis());
    } else if (event instanceof FormatRaised raised) {
      time(raised.atMillis());
    } else {
      wrong("is unknown: " + event);
    }
  }

  /** Admissions of the last minute still count. */
  private void forgetEverybody() {
    queue = 0;
    serving = 0;
    called = 0;
    expiredThrough = 0;
    awaited.clear();
    live.clear();
    liveByExpiry.clear();
    holders.clear();
    ended.clear();
  }

  private void wrong(String what) {
    violations.add("event " + events + " " + what);
  }

  private void time(long atMillis) {
    if (atMillis < latestMillis) {
      wrong("goes back in time by " + (latestMillis - atMillis) + " ms");
    }
    latestMillis = Math.max(latestMillis, atMillis);
  }

  private void assign(PositionsAssigned assigned) {
    time(assigned.atMillis());
    if (assigned.first() != queue + 1 || assigned.count() < 1) {
      wrong("assigns " + assigned.count() + " from " + assigned.first() + " on after " + queue);
    }
    queue = assigned.first() + assigned.count() - 1;
    call(assigned.atMillis());
  }

  private void serve(ServingAdvanced advanced) {
    time(advanced.atMillis());
    long from = serving;
    serving = advanced.servingCounter();
    if (serving < from && advanced.cause() != Cause.OPERATOR) {
      wrong("takes the serving counter back from " + from + " to " + serving);
    }
    if (serving - from != advanced.by()) {
      wrong("says " + advanced.by() + " for the way from " + from + " to " + serving);
    }
    call(advanced.atMillis());
  }

  /** Calls everyone in line up to the serving counter. */
  private void call(long atMillis) {
    long before = called;
    called = Math.max(0, Math.min(serving, queue));
    awaited.tailSet(called, false).clear();
    for (long position = Math.max(before, expiredThrough) + 1; position <= called; position++) {
      if (!holders.contains(position)) {
        awaited.add(position);
      }
    }
    if (called > before) {
      admitted(called - before, atMillis);
    }
  }

  private void admitted(long count, long atMillis) {
    lastMinute.addLast(new Called(atMillis, count));
    for (Called first = lastMinute.peekFirst();
        first != null && first.atMillis() <= atMillis - MINUTE_MILLIS;
        first = lastMinute.peekFirst()) {
      lastMinute.removeFirst();
    }
    if (settings.inlet() instanceof Capacity caps) {
      letIn += count;
      checkCaps(caps);
    }
  }

  private void checkCaps(Capacity caps) {
    long inMinute = 0;
    for (Called admission : lastMinute) {
      inMinute += admission.count();
    }
    insideMax = Math.max(insideMax, inside());
    minuteMax = Math.max(minuteMax, inMinute);
    if (caps.totalActiveUsers() > 0 && inside() > caps.totalActiveUsers()) {
      wrong("makes " + inside() + " inside, " + caps.totalActiveUsers() + " may be");
    }
    if (caps.newUsersPerMinute() > 0 && inMinute > caps.newUsersPerMinute()) {
      wrong("makes " + inMinute + " in 60 seconds, " + caps.newUsersPerMinute() + " may be");
    }
  }

  private long inside() {
    return (long) live.size() + awaited.size();
  }

  private void grant(Grant grant) {
    for (long position : grant.positions()) {
      if (!holders.add(position)) {
        wrong("gives position " + position + " a second token");
      } else if (position <= expiredThrough) {
        wrong("gives position " + position + " a token, which had expired");
      } else if (position < 1 || position > called) {
        wrong("gives position " + position + " a token, called up to " + called);
      }
      awaited.remove(position);
      live.put(position, grant.terms());
      liveByExpiry
          .computeIfAbsent(grant.terms().expiresAt(), second -> new HashSet<>())
          .add(position);
    }
  }

  private void end(long[] positions) {
    for (long position : positions) {
      if (!holders.contains(position) || !ended.add(position)) {
        wrong("ends the session of position " + position + ", which has none");
      }
      SessionTerms terms = live.remove(position);
      if (terms != null) {
        liveByExpiry.getOrDefault(terms.expiresAt(), new HashSet<>()).remove(position);
      }
    }
  }

  private void expire(long before) {
    Map<Long, Set<Long>> due = liveByExpiry.headMap(before, false);
    due.values().forEach(live.keySet()::removeAll);
    due.clear();
  }

  private void expirePositions(PositionsExpired expired) {
    time(expired.atMillis());
    Set<Long> due = awaited.headSet(expired.through(), true);
    if (expired.through() <= expiredThrough || expired.through() > called) {
      wrong("expires through " + expired.through() + ", called up to " + called);
    } else if (due.size() != expired.count()) {
      wrong("expires " + due.size() + " and says " + expired.count());
    }
    due.clear();
    expiredThrough = expired.through();
  }
}
