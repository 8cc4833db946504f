package waitingroom.readside;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import waitingroom.room.RoomEvent;
import waitingroom.room.RoomEvent.PositionsAssigned;
import waitingroom.room.RoomEvent.PositionsExpired;
import waitingroom.room.RoomEvent.RoomOpened;
import waitingroom.room.RoomEvent.RoomReset;
import waitingroom.room.RoomEvent.ServingAdvanced;
import waitingroom.room.RoomEvent.SessionsEnded;
import waitingroom.room.RoomEvent.SessionsExpired;
import waitingroom.room.RoomEvent.SessionsFellSilent;
import waitingroom.room.RoomEvent.TokensGranted;

/** Reference implementation: scans the whole history for every figure. */
final class NaiveTally {
  private NaiveTally() {}

  /** Figures by epoch minute. */
  static Map<Long, Minute> minutes(List<RoomEvent> history) {
    Map<Long, List<Integer>> byMinute = new TreeMap<>();
    for (int i = 0; i < history.size(); i++) {
      Long minute = minute(history.get(i));
      if (minute != null) {
        byMinute.computeIfAbsent(minute, key -> new ArrayList<>()).add(i);
      }
    }
    Map<Long, Minute> minutes = new TreeMap<>();
    byMinute.forEach((minute, events) -> minutes.put(minute, minute(minute, history, events)));
    return minutes;
  }

  private static Minute minute(long minute, List<RoomEvent> history, List<Integer> indexes) {
    int first = indexes.get(0);
    List<RoomEvent> events = indexes.stream().map(history::get).toList();
    List<RoomEvent> before = history.subList(0, first);
    List<RoomEvent> through = history.subList(0, indexes.get(indexes.size() - 1) + 1);
    return new Minute(
        minute,
        new Figures(
            joined(events),
            admitted(through) - admitted(before),
            tokens(events),
            ended(events, true),
            ended(events, false),
            givenUp(events),
            Math.max(0, joined(epoch(through)) - tokens(epoch(through)) - givenUp(epoch(through))),
            serving(epoch(through)),
            active(epoch(through)),
            waits(through, first)));
  }

  static void assertCounters(List<RoomEvent> history, TallyMemory memory) {
    List<RoomEvent> epoch = epoch(history);
    assertThat(memory.queue()).isEqualTo(joined(epoch));
    assertThat(memory.serving()).isEqualTo(serving(epoch));
    assertThat(memory.tokens()).isEqualTo(tokens(epoch));
    assertThat(memory.givenUp()).isEqualTo(givenUp(epoch));
    assertThat(memory.called()).isEqualTo(admitted(epoch));
    assertThat(memory.active()).isEqualTo(active(epoch));
    assertThat(Waits.fromBytes(memory.waits())).isEqualTo(waits(epoch, 0));
  }

  private static @Nullable Long minute(RoomEvent event) {
    if (event instanceof PositionsAssigned e) {
      return e.atMillis() / 60_000;
    } else if (event instanceof ServingAdvanced e) {
      return e.atMillis() / 60_000;
    } else if (event instanceof PositionsExpired e) {
      return e.atMillis() / 60_000;
    } else if (event instanceof SessionsEnded e) {
      return e.atMillis() / 60_000;
    } else if (event instanceof SessionsFellSilent e) {
      return e.atMillis() / 60_000;
    } else if (event instanceof SessionsExpired e) {
      return e.before() / 60;
    } else if (event instanceof RoomOpened e) {
      return e.atMillis() / 60_000;
    } else if (event instanceof RoomReset e) {
      return e.atMillis() / 60_000;
    } else if (event instanceof TokensGranted e) {
      return e.grants().get(0).terms().issuedAt() / 60;
    }
    return null;
  }

  /** Events since the last reset. */
  private static List<RoomEvent> epoch(List<RoomEvent> events) {
    int start = 0;
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i) instanceof RoomReset) {
        start = i;
      }
    }
    return events.subList(start, events.size());
  }

  private static long joined(List<RoomEvent> events) {
    return sum(events, e -> e instanceof PositionsAssigned a ? a.count() : 0);
  }

  private static long tokens(List<RoomEvent> events) {
    return sum(
        events, e -> e instanceof TokensGranted g ? g.grants().get(0).positions().length : 0);
  }

  private static long givenUp(List<RoomEvent> events) {
    return sum(events, e -> e instanceof PositionsExpired p ? p.count() : 0);
  }

  private static long ended(List<RoomEvent> events, boolean completed) {
    return sum(
        events,
        e -> {
          if (e instanceof SessionsEnded s) {
            return completed ? s.completed().length : s.abandoned().length;
          }
          return e instanceof SessionsFellSilent s && !completed ? s.positions().length : 0;
        });
  }

  /** Number of tokens that have neither expired nor been ended. */
  private static long active(List<RoomEvent> events) {
    Map<Long, Long> expiries = new HashMap<>();
    for (RoomEvent event : events) {
      if (event instanceof TokensGranted granted) {
        var grant = granted.grants().get(0);
        for (long position : grant.positions()) {
          expiries.put(position, grant.terms().expiresAt());
        }
      } else if (event instanceof SessionsEnded ended) {
        remove(ended.completed(), expiries);
        remove(ended.abandoned(), expiries);
      } else if (event instanceof SessionsFellSilent silent) {
        remove(silent.positions(), expiries);
      } else if (event instanceof SessionsExpired expired) {
        expiries.values().removeIf(expiry -> expiry < expired.before());
      }
    }
    return expiries.size();
  }

  private static void remove(long[] positions, Map<Long, Long> expiries) {
    for (long position : positions) {
      expiries.remove(position);
    }
  }

  private static long serving(List<RoomEvent> events) {
    return sum(events, e -> e instanceof ServingAdvanced s ? s.by() : 0);
  }

  /** Highest position ever called, summed over epochs. */
  private static long admitted(List<RoomEvent> events) {
    long all = 0;
    long highest = 0;
    int start = 0;
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i) instanceof RoomReset) {
        all += highest;
        highest = 0;
        start = i;
      }
      List<RoomEvent> soFar = events.subList(start, i + 1);
      highest = Math.max(highest, Math.min(serving(soFar), joined(soFar)));
    }
    return all + highest;
  }

  private static Waits waits(List<RoomEvent> events, int from) {
    Waits waits = new Waits();
    Map<Long, Long> entered = new HashMap<>();
    for (int i = 0; i < events.size(); i++) {
      VisitorHistory.enter(events.get(i), entered);
      if (i >= from && events.get(i) instanceof TokensGranted granted) {
        var grant = granted.grants().get(0);
        for (long position : grant.positions()) {
          waits.add(grant.terms().issuedAt() - entered.getOrDefault(position, 0L));
        }
      }
    }
    return waits;
  }

  private interface Count {
    long of(RoomEvent event);
  }

  private static long sum(List<RoomEvent> events, Count count) {
    return events.stream().mapToLong(count::of).sum();
  }
}
