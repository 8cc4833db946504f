package waitingroom.readside;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.LongStream;
import waitingroom.room.RoomEvent;
import waitingroom.room.RoomEvent.Grant;
import waitingroom.room.RoomEvent.PositionsAssigned;
import waitingroom.room.RoomEvent.PositionsExpired;
import waitingroom.room.RoomEvent.RoomOpened;
import waitingroom.room.RoomEvent.RoomReset;
import waitingroom.room.RoomEvent.ServingAdvanced;
import waitingroom.room.RoomEvent.SessionsEnded;
import waitingroom.room.RoomEvent.SessionsExpired;
import waitingroom.room.RoomEvent.SessionsFellSilent;
import waitingroom.room.RoomEvent.TokensGranted;
import waitingroom.room.RoomSettings;
import waitingroom.room.SessionTerms;

/** Generates a room's history from numbers, one event per number, in a realistic order. */
final class VisitorHistory {
  static final long START_MILLIS = 1_700_000_000_000L;

  private final List<RoomEvent> events = new ArrayList<>();
  private final TreeSet<Long> withoutToken = new TreeSet<>();
  private final TreeSet<Long> withToken = new TreeSet<>();
  private final Map<Long, Long> liveUntil = new HashMap<>();
  private long millis = START_MILLIS;
  private long epoch = 1;
  private long queue;
  private long serving;
  private long batch;

  private VisitorHistory() {
    events.add(new RoomOpened(epoch, RoomSettings.DEFAULT, millis));
  }

  static List<RoomEvent> of(List<Integer> choices) {
    VisitorHistory history = new VisitorHistory();
    choices.forEach(history::add);
    return history.events;
  }

  /** Records entry times. */
  static void enter(RoomEvent event, Map<Long, Long> entered) {
    if (event instanceof PositionsAssigned assigned) {
      for (long i = 0; i < assigned.count(); i++) {
        entered.put(assigned.first() + i, assigned.atMillis() / 1000);
      }
    }
  }

  private void add(int choice) {
    int size = choice / 10 % 50 + 1;
    millis += choice / 10 * 37L;
    switch (choice % 10) {
      case 0, 1, 2 -> join(size);
      case 3, 4 -> serve(size - 10);
      case 5, 6 -> grant(size);
      case 7 -> end(size);
      case 8 -> giveUp();
      default -> rarely(size);
    }
  }

  private void join(int count) {
    batch++;
    events.add(new PositionsAssigned(queue + 1, count, millis, "node", batch));
    for (long position = queue + 1; position <= queue + count; position++) {
      withoutToken.add(position);
    }
    queue += count;
  }

  private void serve(int by) {
    serving += by;
    events.add(new ServingAdvanced(serving, by, millis, ServingAdvanced.Cause.OPERATOR));
  }

  private void grant(int count) {
    long[] positions = first(withoutToken, count, serving);
    if (positions.length > 0) {
      long second = millis / 1000;
      SessionTerms terms = new SessionTerms("https://issuer.example", "key", second, second + 600);
      events.add(new TokensGranted(List.of(new Grant(terms, positions))));
      for (long position : positions) {
        withoutToken.remove(position);
        withToken.add(position);
        liveUntil.put(position, terms.expiresAt());
      }
    }
  }

  private void end(int count) {
    long[] positions = first(withToken, count, Long.MAX_VALUE);
    long freed = LongStream.of(positions).filter(liveUntil::containsKey).count();
    for (long position : positions) {
      withToken.remove(position);
      liveUntil.remove(position);
    }
    if (positions.length == 1 && freed == 1) {
      events.add(new SessionsFellSilent(positions, millis));
    } else if (positions.length > 0) {
      long[] completed = java.util.Arrays.copyOf(positions, positions.length / 2);
      long[] abandoned =
          java.util.Arrays.copyOfRange(positions, completed.length, positions.length);
      events.add(new SessionsEnded(completed, abandoned, millis, freed));
    }
  }

  private void giveUp() {
    long[] due = first(withoutToken, 10, serving);
    if (due.length > 0) {
      for (long position : due) {
        withoutToken.remove(position);
      }
      events.add(new PositionsExpired(due[due.length - 1], due.length, millis));
    }
  }

  private void rarely(int size) {
    if (size > 45) {
      epoch++;
      queue = 0;
      serving = 0;
      withoutToken.clear();
      withToken.clear();
      liveUntil.clear();
      events.add(new RoomReset(epoch, millis));
    } else {
      int before = liveUntil.size();
      liveUntil.values().removeIf(until -> until < millis / 1000);
      events.add(new SessionsExpired(millis / 1000, before - liveUntil.size()));
    }
  }

  private static long[] first(NavigableSet<Long> positions, int count, long through) {
    return positions.headSet(through, true).stream()
        .limit(count)
        .mapToLong(Long::longValue)
        .toArray();
  }
}
