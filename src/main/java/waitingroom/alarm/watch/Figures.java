package waitingroom.alarm.watch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import waitingroom.alarm.AlarmDefinition;
import waitingroom.room.Counters;
import waitingroom.room.Phase;
import waitingroom.room.RoomId;
import waitingroom.room.RoomStatus;
import waitingroom.room.cluster.StatusBoard;

/** Figures that alarms watch, as known to this node. Not thread-safe. */
final class Figures {
  /** A report is valid for two periods plus its delay; a node that is silent longer has stopped. */
  private static final int REPORT_PERIODS_MAX = 3;

  private record Heard(AnswerCounts lastMinute, long period) {}

  /** A room's counters in one period. */
  private record Sample(long epoch, Counters counters) {}

  private final StatusBoard board;
  private final Map<String, Heard> nodes = new HashMap<>();
  private final Map<RoomId, Deque<Sample>> rooms = new HashMap<>();
  private long period;

  Figures(StatusBoard board) {
    this.board = board;
  }

  void hear(NodeReport report) {
    nodes.put(report.node(), new Heard(report.lastMinute(), period));
  }

  /** Starts the next period with these rooms watched. */
  void next(Set<RoomId> watched) {
    period++;
    nodes.values().removeIf(heard -> period - heard.period() >= REPORT_PERIODS_MAX);
    rooms.keySet().retainAll(watched);
    for (RoomId room : watched) {
      Deque<Sample> samples = rooms.computeIfAbsent(room, name -> new ArrayDeque<>());
      if (board.entry(room) instanceof StatusBoard.Entry.Known known
          && known.status().phase() == Phase.OPEN) {
        add(samples, known.status());
      } else {
        samples.clear();
      }
    }
  }

  private static void add(Deque<Sample> samples, RoomStatus status) {
    if (!samples.isEmpty() && samples.getLast().epoch() != status.epoch()) {
      samples.clear();
    }
    samples.addLast(new Sample(status.epoch(), status.counters()));
    if (samples.size() > NodeReporter.PERIODS_IN_A_MINUTE + 1) {
      samples.removeFirst();
    }
  }

  /** Figure of this period; empty if unknown. */
  OptionalDouble of(AlarmDefinition definition) {
    String eventId = definition.eventId();
    return eventId == null ? ofService(definition) : ofRoom(definition, new RoomId(eventId));
  }

  private OptionalDouble ofService(AlarmDefinition definition) {
    if (nodes.isEmpty()) {
      return OptionalDouble.empty();
    }
    AnswerCounts all = AnswerCounts.ZERO;
    for (Heard heard : nodes.values()) {
      all = all.plus(heard.lastMinute());
    }
    return figure(
        switch (definition.metric()) {
          case PUBLIC_4XX -> all.public4xx();
          case PUBLIC_5XX -> all.public5xx();
          case PRIVATE_4XX -> all.private4xx();
          case PRIVATE_5XX -> all.private5xx();
          case THROTTLED -> all.throttled();
          case ERRORS -> all.public5xx() + all.private5xx();
          case WAITING,
              SERVING,
              QUEUE,
              TOKENS,
              EXPIRED,
              ARRIVALS_PER_MINUTE,
              ADMISSIONS_PER_MINUTE ->
              throw new IllegalArgumentException("A metric of a room: " + definition.metric());
        });
  }

  private OptionalDouble ofRoom(AlarmDefinition definition, RoomId room) {
    Deque<Sample> samples = rooms.get(room);
    if (samples == null || samples.isEmpty()) {
      return OptionalDouble.empty();
    }
    Counters now = samples.getLast().counters();
    Counters before = samples.getFirst().counters();
    boolean wholeMinute = samples.size() > NodeReporter.PERIODS_IN_A_MINUTE;
    return switch (definition.metric()) {
      case WAITING -> figure(now.waiting());
      case SERVING -> figure(now.serving());
      case QUEUE -> figure(now.queue());
      case TOKENS -> figure(now.token());
      case EXPIRED -> figure(now.expiredQueue());
      case ARRIVALS_PER_MINUTE -> perMinute(wholeMinute, now.queue() - before.queue());
      case ADMISSIONS_PER_MINUTE -> perMinute(wholeMinute, now.serving() - before.serving());
      case PUBLIC_4XX, PUBLIC_5XX, PRIVATE_4XX, PRIVATE_5XX, THROTTLED, ERRORS ->
          throw new IllegalArgumentException("A metric of the service: " + definition.metric());
    };
  }

  private static OptionalDouble perMinute(boolean wholeMinute, long count) {
    return wholeMinute ? figure(count) : OptionalDouble.empty();
  }

  private static OptionalDouble figure(long count) {
    return OptionalDouble.of((double) count);
  }
}
